import type { PartnerStory, SamplePartner } from "./story.ts"

const HOUR = 3_600_000

/** A feed document and its media type. */
export interface Document {
  type: string
  body: string
}

/** Makes the partner's feed. `home` is its home page, with a slash at the end. `base` is the demo's first start. */
export function documentOf(partner: SamplePartner, home: string, base: number): Document {
  return { rss, atom, json }[partner.format](partner, home, base)
}

/** Makes a story's page, for readers who follow a Check Also link. */
export function storyPage(partner: SamplePartner, story: PartnerStory): string {
  const language = story.language ?? partner.language
  return `<!doctype html>
<html lang="${language}" dir="${/^(ps|fa)/.test(language) ? "rtl" : "ltr"}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeXml(story.title)}</title>
<style>:root{color-scheme:light dark}body{font:1.1rem/1.7 Georgia,serif;max-width:38rem;margin:3rem auto;padding:0 1.2rem}</style>
<p>${escapeXml(partner.name)}</p>
<h1>${escapeXml(story.title)}</h1>
<p>${escapeXml(story.summary)}</p>
`
}

const at = (story: PartnerStory, base: number) => new Date(base - story.hoursAgo * HOUR)
const urlOf = (story: PartnerStory, home: string) => `${home}${story.slug}`

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** RSS 2.0 with one broken item, which has no title and no link. */
function rss(partner: SamplePartner, home: string, base: number): Document {
  const items = partner.stories.map(
    (story) => `
    <item>
      <title>${escapeXml(story.title)}</title>
      <link>${urlOf(story, home)}</link>
      <guid isPermaLink="false">${partner.id}/${story.slug}</guid>
      <pubDate>${at(story, base).toUTCString()}</pubDate>
      <dc:creator>${escapeXml(story.author ?? partner.name)}</dc:creator>
      <description><![CDATA[<p>${escapeXml(story.summary)}</p>]]></description>${(story.tags ?? [])
        .map((tag) => `\n      <category>${escapeXml(tag)}</category>`)
        .join("")}
    </item>`,
  )
  const broken = `
    <item>
      <description>Corrections &amp; clarifications: test entry, do not publish</description>
      <pubDate>yesterday, in the evening</pubDate>
    </item>`
  items.splice(3, 0, broken)
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>${escapeXml(partner.name)}</title>
    <link>${home}</link>
    <description>${escapeXml(partner.about)}</description>
    <language>${partner.language}</language>
    <ttl>30</ttl>
    <atom:link href="${home}rss.xml" rel="self" type="application/rss+xml"/>${items.join("")}
  </channel>
</rss>
`
  return { type: "application/rss+xml; charset=utf-8", body }
}

/** Atom 1.0 with addresses relative to `xml:base`. */
function atom(partner: SamplePartner, home: string, base: number): Document {
  const newest = Math.max(...partner.stories.map((story) => at(story, base).getTime()))
  const entries = partner.stories.map((story) => {
    const time = at(story, base).toISOString()
    return `
  <entry>
    <id>tag:${partner.id}.example,2026:${story.slug}</id>
    <title type="text">${escapeXml(story.title)}</title>
    <link rel="alternate" type="text/html" href="${story.slug}"/>
    <published>${time}</published>
    <updated>${time}</updated>
    <author><name>${escapeXml(story.author ?? partner.name)}</name></author>
    <summary type="html">${escapeXml(`<p>${escapeXml(story.summary)}</p>`)}</summary>${(story.tags ?? [])
      .map((tag) => `\n    <category term="${escapeXml(tag)}"/>`)
      .join("")}
  </entry>`
  })
  const body = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${partner.language}" xml:base="${home}">
  <id>${home}</id>
  <title>${escapeXml(partner.name)}</title>
  <subtitle>${escapeXml(partner.about)}</subtitle>
  <link rel="self" type="application/atom+xml" href="atom.xml"/>
  <link rel="alternate" type="text/html" href="./"/>
  <updated>${new Date(newest).toISOString()}</updated>${entries.join("")}
</feed>
`
  return { type: "application/atom+xml; charset=utf-8", body }
}

/** JSON Feed 1.1. */
function json(partner: SamplePartner, home: string, base: number): Document {
  const items = partner.stories.map((story) => ({
    id: urlOf(story, home),
    url: urlOf(story, home),
    title: story.title,
    summary: story.summary,
    content_text: story.summary,
    date_published: at(story, base).toISOString(),
    language: story.language ?? partner.language,
    authors: [{ name: story.author ?? partner.name }],
    tags: story.tags,
  }))
  const body = JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: partner.name,
    home_page_url: home,
    feed_url: `${home}feed.json`,
    description: partner.about,
    language: partner.language,
    items,
  })
  return { type: "application/feed+json; charset=utf-8", body }
}
