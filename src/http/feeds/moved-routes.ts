import { createRoute, z } from "@hono/zod-openapi"
import { problem, problemResponses } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"

// The usual addresses of other systems' feeds, for the OpenAPI document. They have no feed of their own: app.ts asks
// moved.ts about every GET that would be 404. Each also stands with a slash at its end.

const ADDRESSES = {
  "/feed": "WordPress' feed",
  "/feed/{format}": "WordPress' feed as rss2, rdf, atom or json",
  "/rss": "Ghost's feed",
  "/atom": "An Atom feed",
  "/index.xml": "Hugo's feed",
  "/feed.xml": "Jekyll's feed",
  "/category/{slug}/feed": "WordPress' feed of a category: our section, else our tag",
  "/tag/{slug}/feed": "WordPress' feed of a tag: our tag, else our section",
  "/tag/{slug}/rss": "Ghost's feed of a tag: our tag, else our section",
  "/author/{slug}/feed": "WordPress' feed of an author",
  "/author/{slug}/rss": "Ghost's feed of an author",
}

const EXAMPLES: Record<string, string> = { slug: "water", format: "atom" }

export const moved = createRouter()

for (const [path, summary] of Object.entries(ADDRESSES)) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  const params = z.object(
    Object.fromEntries(names.map((name) => [name, z.string().openapi({ example: EXAMPLES[name] })])),
  )
  const route = createRoute({
    method: "get",
    path,
    tags: ["Feeds"],
    summary,
    request: { params },
    responses: {
      301: { description: "The feed has moved to the address in Location" },
      ...problemResponses(
        ...(names.length ? ["not-found" as const] : []),
        ...(path.includes("{slug}") ? ["unavailable" as const] : []),
      ),
    },
  })
  moved.openapi(route, (c) =>
    problem("not-found", `No feed here is meant by ${c.req.path}. GET /feeds.opml lists all feeds.`),
  )
}
