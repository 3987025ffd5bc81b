import { CORS, NO_PAGE } from "./headers.ts"

// Readers in the browser. A script that sends If-None-Match or A-IM to another site is asked about first (Fetch §3.3).

const PUBLIC =
  /\/(?:rss\.xml|atom\.xml|feed\.json)$|^\/(?:for\/[^/]+|(?:podcast|news-sitemap)(?:\.[a-z]+)?)\.xml$|^\/\.well-known\/feed-menu\.json$|^\/(?:feeds\.opml|check-also(?:\.html|(?:\.[a-z0-9]+)?\.js)?|icon\.svg|favicon\.ico)$|^\/articles\/[^/]+(?:\/check-also)?$/

/** Whether scripts of any site may read what is at this path. */
export const isPublic = (path: string): boolean => PUBLIC.test(path)

/** The answer to a preflight: a script may ask with these headers. It need not ask again for a day. */
export const preflight = (): Response =>
  new Response(null, {
    status: 204,
    headers: {
      ...NO_PAGE,
      ...CORS,
      "access-control-allow-methods": "GET, HEAD",
      "access-control-allow-headers": "A-IM, Cache-Control, If-Modified-Since, If-None-Match",
      "access-control-max-age": "86400",
      allow: "GET, HEAD, OPTIONS",
    },
  })
