import { describe, expect, test } from "vitest"
import languages from "../eval/languages.jsonl?raw"
import { parseStories } from "../eval/measures.ts"
import newsroom from "../eval/newsroom.jsonl?raw"
import { ask, MemoryIndex } from "../eval/offline.ts"

// Two stories of a cluster tell of one event; one of each language tells of nothing else there.
const ALL = parseStories(languages)
const index = new MemoryIndex([...ALL, ...parseStories(newsroom).filter(({ lang }) => lang === "en")])

describe.each(["th", "km", "zh", "vi", "ps", "fa"])("news in %s among news in other languages", (language) => {
  const stories = ALL.filter(({ lang }) => lang === language)

  test("links first what tells of the same event", () => {
    const paired = stories.filter(({ cluster }) => cluster)
    expect(paired).toHaveLength(6)
    for (const story of paired) expect(ask(index, story).links[0]?.cluster, story.id).toBe(story.cluster)
  })

  test("gets no list where nothing is related", () => {
    const [single] = stories.filter(({ cluster }) => !cluster)
    expect(ask(index, single!).links.map(({ id }) => id)).toEqual([])
  })
})
