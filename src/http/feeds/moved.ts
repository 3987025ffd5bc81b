// Finds where an address that is not here has moved: a newsroom that moves must not lose its subscribers.
// In: the path and query of a GET that would be 404. Out: the path that answers, or null.
// The order: REDIRECTS, the usual addresses of other systems, then our own addresses in another spelling.
import { feedPath } from "../../feeds/catalogue/feed-key.ts"
import { loosePath } from "../../feeds/catalogue/loose-path.ts"
import { type UsualFeed, usualPath, usualQuery } from "../../feeds/catalogue/usual-addresses.ts"
import { slugOf } from "../../lib/text/slug.ts"
import { toOldPath, withoutSlash } from "../../model/redirects.ts"
import type { Services } from "../../model/services.ts"
import { hasFacet } from "../../store/facets.ts"
import { CORS, NO_PAGE } from "../kit/headers.ts"
import { problem } from "../kit/problem.ts"

const ALL_FEEDS = "GET /feeds.opml lists all feeds."

/** `isHere` says whether a GET of this path has an answer of its own. */
export function createMoved(services: Services, isHere: (path: string) => boolean) {
  const { publication, redirects } = services.config
  const old = new Map(Object.entries(redirects).map(([from, to]) => [toOldPath(from), to]))
  return async (path: string, search: string): Promise<Response | null> => {
    const plain = withoutSlash(path)
    const usual = plain === "/" ? usualQuery(search) : usualPath(plain)
    const spelt = () => {
      const proper = loosePath(plain) ?? plain.toLowerCase()
      return decoded(proper) !== decoded(path) && isHere(proper) ? proper : null
    }
    const to =
      old.get(plain + search) ??
      old.get(plain) ??
      (usual ? await pathOf(services.db, usual) : withQuery(spelt(), search))
    if (to) return movedTo(publication.siteUrl + to)
    // The home page would answer, but it is no feed.
    return plain === "/" && usual ? problem("not-found", `No feed here is meant by /${search}. ${ALL_FEEDS}`) : null
  }
}

/** Hono gives paths without percent-encoding. An address that only differs by that would lead to itself for ever. */
function decoded(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

const withQuery = (path: string | null | undefined, search: string) => (path ? path + search : null)

async function pathOf(db: D1Database, { format, facet }: UsualFeed): Promise<string | null> {
  if (!facet) return feedPath({ kind: "main" }, format)
  const slug = slugOf(facet.label)
  for (const kind of facet.kinds) if (await hasFacet(db, kind, slug)) return feedPath({ kind, slug }, format)
  return null
}

/** Readers keep the new address. A cache keeps the answer for a day, so that a mistake can be mended. */
const movedTo = (location: string) =>
  new Response(null, {
    status: 301,
    headers: { ...NO_PAGE, ...CORS, location, "cache-control": "public, max-age=86400" },
  })
