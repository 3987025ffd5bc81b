// What became of each article in an aggregator's feed, and why. Made by the function that makes the feed.
import { createRoute, z } from "@hono/zod-openapi"
import { feedPath } from "../../feeds/catalogue/feed-key.ts"
import { findProfile, PROFILES } from "../../feeds/profiles/index.ts"
import { makeProfileFeed, type ProfileKey, profileExists } from "../../rendering/profiles.ts"
import { createRevisionCache } from "../../rendering/revision-cache.ts"
import { editorInBrowser } from "../kit/editor-auth.ts"
import { FindingJson, toFindingJson } from "../kit/findings.ts"
import { NOT_KEPT } from "../kit/headers.ts"
import { type ApiResponse, json } from "../kit/json.ts"
import { problem, problemResponses } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"
import { pageHeaders } from "./headers.ts"
import { reportPage } from "./pages/report.tsx"
import { asksForHtml } from "./problem-pages.ts"

export const report = createRouter()

const Report = z
  .object({
    profile: z.string().openapi({ example: "msn" }),
    feed_url: z.string().openapi({ example: "https://courier.example/for/msn.xml" }),
    language: z.string().openapi({ example: "en" }),
    feed: z.array(FindingJson).openapi({ description: "What is wrong with the feed itself" }),
    articles: z.array(
      z.object({
        id: z.string(),
        url: z.string(),
        title: z.string(),
        verdict: z.enum(["out", "out-with-warnings", "withheld", "no-room"]).openapi({
          description: "no-room: it breaks no rule that must be kept, but newer articles fill the feed",
        }),
        findings: z.array(FindingJson),
      }),
    ),
  })
  .openapi("ProfileReport")

const route = createRoute({
  method: "get",
  path: "/for/{aggregator}/report",
  tags: ["Feeds"],
  summary: "What an aggregator's feed has, what it withholds, and what to do about it",
  description:
    "JSON, or a page with Accept: text/html. In a browser, use the editors' token as the password. The newest 100 articles, at least, of the feed's language.",
  security: [{ editor: [] }],
  middleware: [editorInBrowser],
  request: {
    params: z.object({ aggregator: z.string().openapi({ example: "msn" }) }),
    query: z.object({
      language: z
        .string()
        .regex(/^[a-z]{2,3}$/, "must be a primary language subtag, such as ps")
        .optional()
        .openapi({ description: "By default the paper's language", example: "en" }),
    }),
  },
  responses: {
    200: {
      description: "The report",
      content: { "application/json": { schema: Report }, "text/html": { schema: z.string() } },
    },
    ...problemResponses("invalid-request", "unauthorized", "not-found", "unavailable"),
  },
})

report.openapi(route, async (c) => {
  const { services } = c.var
  const { config } = services
  const name = c.req.valid("param").aggregator
  const { language = "" } = c.req.valid("query")
  const isPapers = language === config.publication.language.split("-")[0]
  const key: ProfileKey = { kind: "profile", name, language: isPapers ? "" : language }
  if (!findProfile(name)) {
    const names = PROFILES.map((profile) => profile.name).join(", ")
    return problem("not-found", `There is no aggregator ${name}. There are ${names}.`)
  }
  if (!(await profileExists(services, key))) return problem("not-found", `No article is in the language ${language}.`)
  const made = (await makeProfileFeed(services, createRevisionCache(services), key, services.now()))!
  const feedUrl = config.publication.siteUrl + feedPath(key, "rss")
  if (asksForHtml(c)) {
    const headers = { ...pageHeaders({ siteUrl: config.publication.siteUrl }), ...NOT_KEPT, vary: "accept" }
    return new Response(reportPage({ paper: config, feedUrl, ...made }), { headers }) as ApiResponse
  }
  return json(
    {
      profile: name,
      feed_url: feedUrl,
      language: made.facts.language,
      feed: made.feedFindings.map(toFindingJson),
      articles: made.judged.map(({ subject: { article }, verdict, findings }) => ({
        id: article.id,
        url: article.url,
        title: article.title,
        verdict,
        findings: findings.map(toFindingJson),
      })),
    },
    { headers: { vary: "accept" } },
  )
})
