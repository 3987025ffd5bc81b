import { z } from "@hono/zod-openapi"
import type { Explained } from "../../checkalso/compute.ts"
import { feed } from "../../feeds/write/json-item.ts"
import { toExplainedItem, toLinkItem } from "../../feeds/write/link-item.ts"
import type { Link } from "../../model/link.ts"
import type { Services } from "../../model/services.ts"
import { type ApiResponse, feedJson } from "../kit/json.ts"
import { JsonFeed } from "../kit/schemas.ts"

export const articleParams = z.object({ id: z.string().openapi({ example: "river-gauges-return" }) })

export const linksBody = { "application/feed+json": { schema: JsonFeed } }

/** Links as a JSON Feed, best first. */
export const linksFeed = (services: Services, links: Link[], headers: Record<string, string>): ApiResponse =>
  itemsFeed(services, links.map(toLinkItem), headers)

/** Every candidate as a JSON Feed, those that are links first. Editors' pins of other pages are no candidates. */
export const explainedFeed = (services: Services, explained: Explained[]): ApiResponse =>
  itemsFeed(services, explained.map(toExplainedItem), {})

function itemsFeed(
  { config }: Services,
  items: Record<string, unknown>[],
  headers: Record<string, string>,
): ApiResponse {
  const { title, homeUrl } = config.publication
  return feedJson(feed({ title: `Check Also: ${title}`, homePageUrl: homeUrl }, items), headers)
}
