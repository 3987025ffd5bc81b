import { describe, expect, it } from "vitest"
import { toHtml } from "../../../src/dev/import/paragraphs.ts"
import { isWordPress, readWordPress } from "../../../src/dev/import/wordpress.ts"

const NOW = Date.UTC(2026, 10, 23)

interface Fields {
  [name: string]: string | undefined
}

const wpItem = (id: number, { type = "post", status = "publish", body = "", name = "", more = "" }: Fields) => `
  <item>
    <title><![CDATA[Story ${id} & more]]></title>
    <link>https://old.example/2024/05/story-${id}/</link>
    <pubDate>Sun, 05 May 2024 04:30:00 +0000</pubDate>
    <dc:creator><![CDATA[laila]]></dc:creator>
    <guid isPermaLink="false">https://old.example/?p=${id}</guid>
    <description></description>
    <content:encoded><![CDATA[${body}]]></content:encoded>
    <excerpt:encoded><![CDATA[In short ${id}.]]></excerpt:encoded>
    <wp:post_id>${id}</wp:post_id>
    <wp:post_date><![CDATA[2024-05-05 09:00:00]]></wp:post_date>
    <wp:post_date_gmt><![CDATA[2024-05-05 04:30:00]]></wp:post_date_gmt>
    <wp:post_modified_gmt><![CDATA[2024-05-06 04:30:00]]></wp:post_modified_gmt>
    <wp:post_name><![CDATA[${name || `story-${id}`}]]></wp:post_name>
    <wp:status><![CDATA[${status}]]></wp:status>
    <wp:post_type><![CDATA[${type}]]></wp:post_type>
    <category domain="category" nicename="water"><![CDATA[Water & Land]]></category>
    <category domain="category" nicename="kabul"><![CDATA[Kabul]]></category>
    <category domain="post_tag" nicename="river"><![CDATA[river]]></category>
    ${more}
  </item>`

const wxr = (...items: string[]) => `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
  <title>Old Paper</title><link>https://old.example</link><language>ps-AF</language>
  <wp:wxr_version>1.2</wp:wxr_version>
  <wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[laila]]></wp:author_login>
    <wp:author_display_name><![CDATA[Laila Sahar]]></wp:author_display_name></wp:author>
  ${items.join("")}
</channel></rss>`

const THUMBNAIL = `<wp:postmeta><wp:meta_key><![CDATA[_thumbnail_id]]></wp:meta_key>
  <wp:meta_value><![CDATA[90]]></wp:meta_value></wp:postmeta>`
const PICTURE = "<wp:attachment_url><![CDATA[https://old.example/wp-content/river.jpg]]></wp:attachment_url>"

describe("a WordPress export", () => {
  it("gives each published post with all that it says", () => {
    const text = wxr(
      wpItem(1, { body: "<p>The river.</p>", more: THUMBNAIL }),
      wpItem(90, { type: "attachment", status: "inherit", more: PICTURE }),
    )
    expect(isWordPress(text)).toBe(true)
    const { posts } = readWordPress(text, NOW)
    expect(posts).toEqual([
      {
        slug: "story-1",
        item: {
          title: "Story 1 & more",
          url: "https://old.example/2024/05/story-1/",
          content_html: "<p>The river.</p>",
          summary: "In short 1.",
          image: "https://old.example/wp-content/river.jpg",
          date_published: "2024-05-05T04:30:00.000Z",
          date_modified: "2024-05-06T04:30:00.000Z",
          authors: [{ name: "Laila Sahar" }],
          language: "ps-AF",
          tags: ["Kabul", "river"],
          _check_also: { section: "Water & Land" },
        },
      },
    ])
  })

  it("leaves out what is no article, and counts it", () => {
    const { posts, leftOut } = readWordPress(
      wxr(
        wpItem(1, { body: "Out." }),
        wpItem(2, { body: "Soon.", status: "future" }),
        wpItem(3, { body: "Not yet.", status: "draft" }),
        wpItem(4, { body: "Not yet.", status: "pending" }),
        wpItem(5, { body: "About us.", type: "page" }),
        wpItem(6, { type: "nav_menu_item" }),
        wpItem(7, { body: "Secret.", status: "private" }),
        wpItem(8, { body: "Secret.", more: "<wp:post_password><![CDATA[x]]></wp:post_password>" }),
        wpItem(9, {}),
        wpItem(10, { body: "Gone.", status: "trash" }),
        wpItem(11, { type: "attachment" }),
      ),
      NOW,
    )
    expect(posts.map(({ slug }) => slug)).toEqual(["story-1", "story-2"])
    expect(Object.fromEntries(leftOut)).toEqual({
      drafts: 2,
      pages: 1,
      "items of the type nav_menu_item": 1,
      "private posts": 1,
      "posts with a password": 1,
      "posts without a text": 1,
      "deleted posts": 1,
      attachments: 1,
    })
  })

  it("reads slugs of other scripts, and an item that stands in a text", () => {
    const text = wxr(
      wpItem(1, { body: "How to write &lt;item&gt;: <item></item>", name: "%d8%a7%d9%88%d8%a8%d9%87" }),
      wpItem(2, { body: "Next." }),
    )
    const { posts } = readWordPress(text, NOW)
    expect(posts.map(({ slug }) => slug)).toEqual(["اوبه", "story-2"])
    expect(posts[0]!.item.content_html).toContain("<item></item>")
  })

  it("reads more posts than a feed may have", () => {
    const text = wxr(...Array.from({ length: 2500 }, (_, n) => wpItem(n, { body: `Text ${n}.` })))
    expect(readWordPress(text, NOW).posts).toHaveLength(2500)
  })

  it("says which shortcodes stay", () => {
    const { notes } = readWordPress(wxr(wpItem(1, { body: "Fill in [contact-form id=3] here." })), NOW)
    expect(notes).toEqual(["The shortcode [contact-form] stays as it is in 1 posts."])
  })
})

describe("the text of a post", () => {
  it.each([
    ["blank lines make paragraphs", "One.\n\nTwo\nlines.", "<p>One.</p>\n<p>Two<br>\nlines.</p>"],
    ["blocks stay as they are", "<h2>Head</h2>\n\nText.", "<h2>Head</h2>\n<p>Text.</p>"],
    [
      "the block editor's comments go, its paragraphs stay",
      '<!-- wp:paragraph {"align":"left"} -->\n<p>One.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:paragraph -->\n<p>Two.</p>\n<!-- /wp:paragraph -->',
      "<p>One.</p>\n\n\n\n<p>Two.</p>",
    ],
    [
      "a caption is a figure's",
      '[caption id="a" width="300"]<a href="/b"><img src="b.jpg"></a> The gauge[/caption]',
      '<figure><a href="/b"><img src="b.jpg"></a><figcaption>The gauge</figcaption></figure>',
    ],
    [
      "a lone address is a link",
      "See:\n\nhttps://video.example/1\n\nEnd.",
      '<p>See:</p>\n<p><a href="https://video.example/1">https://video.example/1</a></p>\n<p>End.</p>',
    ],
    ["code keeps its blank lines", "<pre>a\n\nb</pre>\n\nText.", "<pre>a\n\nb</pre>\n<p>Text.</p>"],
    ["a gallery goes", 'Look:\n\n[gallery ids="1,2"]\n\nEnd.', "<p>Look:</p>\n<p>End.</p>"],
  ])("%s", (_, stored, html) => {
    expect(toHtml(stored).html).toBe(html)
  })
})
