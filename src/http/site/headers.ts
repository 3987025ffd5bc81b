/** What a page needs besides text, our stylesheet and images. */
export interface PageNeeds {
  /** The address of this service. Over plain http, images from plain http are allowed too. */
  siteUrl: string
  /** Hosts whose frames the page may embed, e.g. `www.youtube.com`. */
  iframeHosts?: readonly string[]
  /** Whether a script of ours runs in it, and asks us. */
  scripted?: boolean
}

const HOST = /^[a-z0-9.-]+(:\d+)?$/i

/**
 * The value of `Content-Security-Policy` (CSP 3). No script runs, but our own where a page needs it. JSON-LD is data, which CSP does not block. Forms ask us
 * alone. Audio and video may come from the same places as images.
 */
export function contentSecurityPolicy({ siteUrl, iframeHosts = [], scripted = false }: PageNeeds): string {
  const media = siteUrl.startsWith("http://") ? "'self' https: http:" : "'self' https:"
  const frames = iframeHosts.filter((host) => HOST.test(host)).map((host) => `https://${host}`)
  return [
    "default-src 'none'",
    "style-src 'self'",
    "font-src 'self'",
    `img-src ${media} data:`,
    `media-src ${media}`,
    `frame-src ${frames.join(" ") || "'none'"}`,
    ...(scripted ? ["script-src 'self'", "connect-src 'self'"] : ["script-src 'none'"]),
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join("; ")
}

/** The headers of every page. */
export function pageHeaders(needs: PageNeeds): Record<string, string> {
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": contentSecurityPolicy(needs),
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
  }
}
