import { expect, it } from "vitest"
import { ghostTables, readGhost } from "../../../src/dev/import/ghost.ts"

const post = (id: string, changes: object = {}) => ({
  id,
  slug: `story-${id}`,
  title: `Story ${id}`,
  html: `<p>Of the river. <a href="__GHOST_URL__/about/">Us</a></p>`,
  feature_image: "__GHOST_URL__/content/images/river.jpg",
  status: "published",
  type: "post",
  visibility: "public",
  published_at: "2025-03-01T08:00:00.000Z",
  updated_at: "2025-03-02T08:00:00.000Z",
  custom_excerpt: "In short.",
  ...changes,
})

const EXPORT = {
  db: [
    {
      meta: { version: "5.80.0" },
      data: {
        posts: [
          post("1"),
          post("2", { status: "draft" }),
          post("3", { type: "page" }),
          post("4", { visibility: "paid" }),
          post("5", { status: "sent" }),
          post("6", { html: null }),
          post("7", { type: undefined, page: 1 }),
        ],
        tags: [
          { id: "t1", name: "River", visibility: "public" },
          { id: "t2", name: "Kabul", visibility: "public" },
          { id: "t3", name: "#wide", visibility: "internal" },
        ],
        posts_tags: [
          { post_id: "1", tag_id: "t2", sort_order: 1 },
          { post_id: "1", tag_id: "t1", sort_order: 0 },
          { post_id: "1", tag_id: "t3", sort_order: 2 },
        ],
        users: [{ id: "u1", name: "Omid Noor", website: "https://omid.example/" }],
        posts_authors: [{ post_id: "1", author_id: "u1", sort_order: 0 }],
        posts_meta: [{ post_id: "1", feature_image_alt: "A gauge", feature_image_caption: "<b>Photo:</b> Omid" }],
        settings: [{ key: "locale", value: "en" }],
      },
    },
  ],
}

it("a Ghost export gives each published post with all that it says", () => {
  const { posts, leftOut, notes } = readGhost(ghostTables(JSON.stringify(EXPORT))!, "https://old.example")
  expect(posts).toEqual([
    {
      slug: "story-1",
      item: {
        title: "Story 1",
        url: "https://old.example/story-1/",
        content_html: '<p>Of the river. <a href="https://old.example/about/">Us</a></p>',
        summary: "In short.",
        image: "https://old.example/content/images/river.jpg",
        date_published: "2025-03-01T08:00:00.000Z",
        date_modified: "2025-03-02T08:00:00.000Z",
        authors: [{ name: "Omid Noor", url: "https://omid.example/" }],
        tags: ["Kabul"],
        language: "en",
        _check_also: { section: "River", image: { alt: "A gauge", credit: "Photo: Omid" } },
      },
    },
  ])
  expect(Object.fromEntries(leftOut)).toEqual({
    drafts: 1,
    pages: 2,
    "posts for members alone": 1,
    "newsletters that were only sent": 1,
    "posts without a text": 1,
  })
  expect(notes).toEqual([])
})

it("without the site's address no article claims one, and that is said", () => {
  const { posts, notes } = readGhost(ghostTables(JSON.stringify(EXPORT))!, undefined)
  expect(posts[0]!.item).not.toHaveProperty("url")
  expect(posts[0]!.item).not.toHaveProperty("image")
  expect(notes).toEqual([expect.stringContaining("--site")])
})

it.each(["", "{", "[]", "{}", '{"version":"https://jsonfeed.org/version/1.1","items":[]}', "<rss/>"])(
  "%s is no Ghost export",
  (text) => {
    expect(ghostTables(text)).toBeNull()
  },
)
