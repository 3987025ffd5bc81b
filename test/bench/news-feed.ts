const WORDS = `council budget harvest province school river bridge market doctor election reporter winter road village
minister power price court strike water teacher border film museum player season record coach station flood`.split(
  /\s+/,
)

/** An RSS 2.0 feed as a newsroom's CMS writes it: full content in CDATA, a summary escaped, an image, tags, an author. */
export function newsFeed(count: number): string {
  const random = sequence(count)
  const words = (length: number) => Array.from({ length }, () => WORDS[random(WORDS.length)]).join(" ")
  const items = Array.from({ length: count }, (_, index) => newsItem(index, words))
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>The Partner Post</title>
<atom:link href="https://partner.example/feed" rel="self" type="application/rss+xml"/>
<link>https://partner.example/</link>
<description>News from the partner &amp; region</description>
<language>en</language>
${items.join("\n")}
</channel>
</rss>
`
}

function newsItem(index: number, words: (length: number) => string): string {
  const url = `https://partner.example/news/${index}-${words(3).replaceAll(" ", "-")}`
  const date = new Date(Date.UTC(2026, 10, 23, 12) - index * 1_800_000).toUTCString()
  const paragraphs = Array.from(
    { length: 6 },
    (_, at) =>
      `<p class="body">${words(20)} &amp; <a href="/topics/${at}?utm_source=feed&amp;x=${at}">${words(3)}</a> ` +
      `&#8220;${words(18)}&#8221; <em>${words(2)}</em>.</p>`,
  )
  return (
    `<item>
<title>${words(8)} &amp; ${words(2)}</title>
<link>${url}</link>
<dc:creator><![CDATA[${words(2)}]]></dc:creator>
<pubDate>${date}</pubDate>
<category><![CDATA[${words(1)}]]></category>
<category><![CDATA[${words(2)}]]></category>
<guid isPermaLink="false">https://partner.example/?p=${index}</guid>
<description>&lt;p&gt;${words(30)} &amp;#8230;&lt;/p&gt;</description>
<content:encoded><![CDATA[<figure><img src="/images/${index}.jpg" alt="${words(4)}" width="1200" height="800" ` +
    `srcset="/images/${index}-600.jpg 600w, /images/${index}.jpg 1200w"></figure>
${paragraphs.join("\n")}]]></content:encoded>
<media:content url="https://partner.example/images/${index}.jpg" medium="image" type="image/jpeg" width="1200" height="800">
<media:credit>${words(2)}</media:credit>
</media:content>
</item>`
  )
}

/** Whole numbers below a limit, the same ones for the same start. */
function sequence(start: number): (limit: number) => number {
  let state = start
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 8) % limit
  }
}
