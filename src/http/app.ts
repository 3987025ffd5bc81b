import type { MiddlewareHandler } from "hono"
import { HTTPException } from "hono/http-exception"
import { log } from "../lib/text/log.ts"
import type { Services } from "../model/services.ts"
import { StoreUnavailable } from "../store/unavailable.ts"
import { articles } from "./api/articles.ts"
import { audience as audienceTable } from "./api/audience.ts"
import { backup } from "./api/backup.ts"
import { checkAlso } from "./api/check-also.ts"
import { deadLetters } from "./api/dead-letters.ts"
import { events } from "./api/events.ts"
import { metrics } from "./api/metrics.ts"
import { partners } from "./api/partners.ts"
import { preview } from "./api/preview.ts"
import { push } from "./api/push.ts"
import { rebuild } from "./api/rebuild.ts"
import { subscriptions } from "./api/subscriptions.ts"
import { websub } from "./api/websub.ts"
import { websubCallback } from "./api/websub-callback.ts"
import { createMoved } from "./feeds/moved.ts"
import { moved } from "./feeds/moved-routes.ts"
import { feeds } from "./feeds/routes.ts"
import { createFeedReader } from "./feeds/server.ts"
import { isPublic, preflight } from "./kit/cors.ts"
import { FRESH_FOR_A_MINUTE } from "./kit/headers.ts"
import type { HttpEnv } from "./kit/http-env.ts"
import { json } from "./kit/json.ts"
import { problem } from "./kit/problem.ts"
import { createPageMemory, forgetOnWrite, pageFromMemory, remembered } from "./kit/remembered.ts"
import { createRouter } from "./kit/router.ts"
import { openApiDocument } from "./openapi.ts"
import { audience } from "./site/audience.ts"
import { docsPage, pushPage } from "./site/docs/page.tsx"
import { files } from "./site/files.ts"
import { lists } from "./site/lists.ts"
import { page } from "./site/page.ts"
import { problemsAsPages } from "./site/problem-pages.ts"
import { report } from "./site/report.ts"
import { robots } from "./site/robots.ts"
import { site } from "./site/routes.ts"
import { search } from "./site/search.ts"
import { status } from "./site/status.ts"
import { widget } from "./site/widget-routes.ts"

const BAD_HOST = "The Host header has no valid host. Send the host that you connected to."

/**
 * Builds the HTTP application. In: the services. Out: Hono's app, and a `fetch` that answers feeds from memory first.
 */
export function createApp(services: Services) {
  const feedReader = createFeedReader(services)
  const pages = createPageMemory()
  const app = createRouter()
  app.use(async (c, next) => {
    c.set("services", services)
    c.set("feedReader", feedReader)
    c.set("pages", pages)
    await next()
  })
  app.use(problemsAsPages)
  app.use(forgetOnWrite)
  // A hub's callback has one spelling alone.
  const isHere = (path: string) =>
    hasRoute(app, "GET", path) && ![moved, websubCallback].some((router) => hasRoute(router, "GET", path))
  app.use(redirectMoved(createMoved(services, isHere)))
  for (const router of [
    feeds,
    moved,
    articles,
    checkAlso,
    events,
    push,
    partners,
    preview,
    site,
    lists,
    search,
    widget,
    files,
    robots,
    status,
    report,
    rebuild,
    backup,
    websub,
    subscriptions,
    deadLetters,
    audience,
    audienceTable,
    metrics,
    websubCallback,
  ])
    app.route("/", router)
  const document = () => openApiDocument(app, services.config.publication)
  app.get("/openapi.json", remembered, () => json(document(), { headers: { "cache-control": FRESH_FOR_A_MINUTE } }))
  app.get("/docs", remembered, () => page(services, docsPage({ paper: services.config, document: document() })))
  app.get("/docs/push", remembered, () => page(services, pushPage(services.config)))
  app.notFound((c) => missing(app, c.req.method, c.req.path))
  app.onError((error, c) => failed(error, c.var.isWhole === true))
  return {
    app,
    /** Answers what is in memory before any routing. Nearly all requests are for feeds and boxes. */
    fetch(request: Request, env: object, context: ExecutionContext): Response | Promise<Response> {
      const read = request.method === "GET" || request.method === "HEAD"
      const held =
        read && (feedReader.fromMemory(request, pathOf(request.url)) ?? pageFromMemory(pages, request, services))
      if (held) return held
      // A Host header can contain anything, so the URL may not parse.
      return URL.canParse(request.url) ? app.fetch(request, env, context) : problem("invalid-request", BAD_HOST)
    },
  }
}

/** Middleware. Answers a GET that would be 404 with the address that it has now, where there is one. */
function redirectMoved(find: ReturnType<typeof createMoved>): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const { method, path, url } = c.req
    const { search } = new URL(url)
    const reads = method === "GET" || method === "HEAD"
    // WordPress' plain addresses are queries of the home page, which would answer.
    const isQuery = path === "/" && search !== ""
    const instead = reads && isQuery ? await find(path, search) : null
    if (instead) return instead
    await next()
    if (!reads || isQuery || c.res.status !== 404) return
    const moved = await find(path, search)
    if (!moved) return
    // Else hono would keep the headers of the 404.
    c.res = undefined
    c.res = moved
  }
}

/** The path of an absolute URL, found without parsing the URL. */
function pathOf(url: string): string {
  const start = url.indexOf("/", url.indexOf("//") + 2)
  const end = url.indexOf("?", start)
  return url.slice(start, end < 0 ? undefined : end)
}

const hasRoute = ({ router }: ReturnType<typeof createRouter>, method: string, path: string): boolean =>
  router.match(method, path)[0].some(([[, route]]) => route.path !== "/*")

/** RFC 9110 §15.5.6: the answer is 405 with Allow when other methods have a route for this path. */
function missing(app: ReturnType<typeof createRouter>, method: string, path: string): Response {
  const allowed = ["GET", "PUT", "POST", "DELETE"].filter((other) => other !== method && hasRoute(app, other, path))
  if (method === "OPTIONS" && allowed.includes("GET") && isPublic(path)) return preflight()
  if (!allowed.length) return problem("not-found", `There is no route for ${path}. GET /openapi.json lists all routes.`)
  const allow = allowed.flatMap((name) => (name === "GET" ? ["GET", "HEAD"] : [name])).join(", ")
  return problem("method-not-allowed", `${path} allows ${allow}.`, { headers: { allow } })
}

/** A failure of the platform is 503: the client can send the same request again. Any other error is our own bug. */
function failed(error: Error, isWhole: boolean): Response {
  if (error instanceof HTTPException && error.status < 500) {
    return problem(error.status === 400 ? "invalid-body" : "invalid-request", error.message)
  }
  log("request-failed", { error })
  if (!(error instanceof StoreUnavailable)) {
    return problem("internal", "This service has a bug. Your request is fine. The error was logged.")
  }
  const kept = isWhole ? " The request was stored completely or not at all." : ""
  return problem("unavailable", `The store did not answer.${kept} Send the same request again.`, {
    headers: { "retry-after": "5" },
  })
}
