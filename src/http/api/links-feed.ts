import { z } from "@hono/zod-openapi"
import type { Other } from "../../checkalso/compute.ts"
import { feed } from "../../feeds/write/json-item.ts"
import { toLinkItem, toOtherItem } from "../../feeds/write/link-item.ts"
import type { Link } from "../../model/link.ts"
import type { Services } from "../../model/services.ts"
import { type ApiResponse, feedJson } from "../kit/json.ts"
import { JsonFeed } from "../kit/schemas.ts"

export const articleParams = z.object({ id: z.string().openapi({ example: "river-gauges-return" }) })

export const linksBody = { "application/feed+json": { schema: JsonFeed } }

/** Links as a JSON Feed, best first. `others` are the candidates that are no links, with the reason. */
export function linksFeed(
  services: Services,
  links: Link[],
  headers: Record<string, string>,
  others: Other[] = [],
): ApiResponse {
  const { publication } = services.config
  const head = { title: `Check Also: ${publication.title}`, homePageUrl: publication.homeUrl }
  return feedJson(feed(head, [...links.map(toLinkItem), ...others.map(toOtherItem)]), headers)
}
