import { expect, it } from "vitest"
import { toJsonItem } from "../../../src/feeds/write/json-item.ts"
import { toDraft } from "../../../src/model/article-draft.ts"
import { jsonFeedItemInput } from "../../../src/model/article-input.ts"
import { sampleArticle } from "../../support/samples.ts"

it("writes an article as the item it can be read from again", () => {
  const article = sampleArticle(1, {
    attachments: [{ url: "https://courier.example/a.mp3", mimeType: "audio/mpeg", title: "Take", sizeInBytes: 5 }],
  })
  const { id, guid, ...rest } = article
  expect(toJsonItem(article).id).toBe(guid)
  expect(toDraft(jsonFeedItemInput.parse(JSON.parse(JSON.stringify(toJsonItem(article)))))).toEqual(rest)
  expect(id).toBe("story-1")
})

it("leaves out what there is not", () => {
  const bare = sampleArticle(1, { summary: "", image: undefined, authors: [], tags: [], section: undefined })
  expect(Object.keys(toJsonItem(bare))).toEqual([
    "id",
    "url",
    "title",
    "content_html",
    "date_published",
    "date_modified",
    "language",
  ])
})
