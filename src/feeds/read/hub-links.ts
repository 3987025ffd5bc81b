import { walkHtml } from "../../lib/html/walk.ts"
import { resolveUrlAsWritten } from "./values.ts"

/** A page's WebSub links, absolute. */
export interface HubLinks {
  hubs: string[]
  selfUrl?: string
}

/** Elements of the head (HTML §4.2). Another element opens the body. */
const IN_HEAD = new Set(["html", "head", "base", "link", "meta", "noscript", "script", "style", "template", "title"])
const MAX_HUBS = 10

/**
 * The `rel=hub` and `rel=self` links in a page's head (WebSub §4). Links in its body are left out, because a reader's
 * comment may have put them there (§8.1).
 */
export function findHubLinks(html: string, baseUrl?: string): HubLinks {
  const links: HubLinks = { hubs: [] }
  let isHead = true
  walkHtml(html, {
    open(name, attributes) {
      isHead &&= IN_HEAD.has(name)
      if (!isHead || name !== "link") return
      const value = (wanted: string) => attributes.find(([attribute]) => attribute === wanted)?.[1] ?? ""
      const url = resolveUrlAsWritten({ href: value("href"), base: baseUrl })
      if (url === undefined) return
      const rels = value("rel").toLowerCase().split(/\s+/)
      if (rels.includes("hub") && links.hubs.length < MAX_HUBS) links.hubs.push(url)
      if (rels.includes("self")) links.selfUrl ??= url
    },
    text() {},
    close() {},
  })
  return links
}
