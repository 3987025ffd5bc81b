// The route of the search among our own stories.
import { createRoute, z } from "@hono/zod-openapi"
import { searchWords } from "../../ranking/words/words.ts"
import { type SearchTerms, searchStories } from "../../store/search-stories.ts"
import { problem, problemResponses } from "../kit/problem.ts"
import { remembered } from "../kit/remembered.ts"
import { createRouter } from "../kit/router.ts"
import { page } from "./page.ts"
import { searchPage } from "./pages/search.tsx"
import { MAX_QUERY_CHARACTERS } from "./parts/search-form.tsx"
import { ALL_WORDS } from "./words/index.ts"

export const search = createRouter()

const MAX_FOUND = 20
const MAX_TERMS = 8

const route = createRoute({
  method: "get",
  path: "/search",
  middleware: [remembered],
  tags: ["Pages"],
  summary: "Search our own stories",
  description: "A story is found when it has all of the words. The last stored comes first.",
  request: {
    query: z.object({
      q: z
        .string()
        .max(MAX_QUERY_CHARACTERS, `must be at most ${MAX_QUERY_CHARACTERS} characters long`)
        .default("")
        .openapi({ example: "river gauges" }),
      cursor: z.string().optional().openapi({ description: "Where the next page begins, as the page before links it" }),
    }),
  },
  responses: {
    200: { description: "A page", content: { "text/html": { schema: z.string() } } },
    304: { description: "The client has the current version" },
    ...problemResponses("invalid-request", "unavailable"),
  },
})

search.openapi(route, async (c) => {
  const { services } = c.var
  const { q, cursor } = c.req.valid("query")
  if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) {
    return problem("invalid-request", "The cursor is not valid. Follow the link to the older stories, or leave it out.")
  }
  const query = q.trim()
  const before = cursor === undefined ? null : Number(cursor)
  const { headlines, next } = await searchStories(services.db, termsOf(query), MAX_FOUND, before)
  const body = searchPage({
    paper: services.config,
    query,
    headlines,
    isLater: before !== null,
    next: next === null ? null : String(next),
  })
  return page(services, body)
})

/**
 * The terms of a query. Stories are indexed by the word forms of their own language, and nobody says in which language a
 * query is. So each word is looked for as every language of the pages would have it. A word that one of them leaves out
 * of the index, such as "the", is asked for only when nothing else was typed.
 */
function termsOf(query: string): SearchTerms {
  const typed = query.split(/\s+/).slice(0, MAX_TERMS).map(waysOf)
  const telling = typed.filter((ways) => ways.every((way) => way.length > 0))
  return (telling.length ? telling : typed)
    .map((ways) => ways.filter((way) => way.length > 0))
    .filter((ways) => ways.length > 0)
}

function waysOf(word: string): string[][] {
  const ways = Object.keys(ALL_WORDS).map((language) => searchWords(word, language))
  return [...new Map(ways.map((way) => [way.join(" "), way])).values()]
}
