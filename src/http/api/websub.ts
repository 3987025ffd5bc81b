import { createRoute, z } from "@hono/zod-openapi"
import type { Context, MiddlewareHandler } from "hono"
import { registerCloud } from "../../hub/register-cloud.ts"
import { textToAttribute } from "../../lib/text/escape.ts"
import { pingPartner } from "../../partners/pushing/ping.ts"
import { findPartnersByFeed } from "../../store/partners.ts"
import { readCloudRegistration } from "../../websub/cloud-registration.ts"
import { readHubRequest } from "../../websub/wish.ts"
import { acceptTypes, maxBody } from "../kit/body.ts"
import { NO_PAGE, NOT_KEPT } from "../kit/headers.ts"
import type { HttpEnv } from "../kit/http-env.ts"
import { type ApiResponse, json } from "../kit/json.ts"
import { problem, problemResponses } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"

// Our hub. In: forms of subscribers and publishers. Out: 202, before anybody looks at what was asked for.
// WebSub §5.1; https://www.rssboard.org/rsscloud-interface

export const websub = createRouter()

const MAX_FORM_BYTES = 64 * 1024

/** Middleware. Strangers ask; each address may do so 20 times a minute. */
const limitAsker: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const limited = await isLimited(c, `asker:${askerOf(c)}`)
  return limited ? tooMany("You") : next()
}

const askerOf = (c: Context<HttpEnv>): string => c.req.header("cf-connecting-ip") ?? ""

/** Nobody can aim us at a host: it gets 20 requests a minute, whoever asks for them. */
const isLimitedHost = (c: Context<HttpEnv>, callback: string) => isLimited(c, `callback:${URL.parse(callback)?.host}`)

async function isLimited(c: Context<HttpEnv>, key: string): Promise<boolean> {
  return !(await c.var.services.hubLimiter.limit({ key })).success
}

const tooMany = (who: string) =>
  problem("rate-limited", `${who} may ask this hub 20 times a minute. Wait a minute.`, {
    headers: { "retry-after": "60" },
  })

/** An OpenAPI schema of a form, not zod's: hono would read the form and lose what comes several times. */
const formOfTexts = (examples: Record<string, string>) => ({
  "application/x-www-form-urlencoded": {
    schema: {
      type: "object" as const,
      properties: Object.fromEntries(
        Object.entries(examples).map(([name, example]) => [name, { type: "string" as const, example }]),
      ),
    },
  },
})
const formRoute = {
  method: "post" as const,
  middleware: [acceptTypes("application/x-www-form-urlencoded"), maxBody(MAX_FORM_BYTES), limitAsker],
}

const hub = createRoute({
  ...formRoute,
  path: "/websub",
  tags: ["WebSub"],
  summary: "Subscribe to a feed, or say that a partner's feed has changed",
  description:
    "The hub of our own feeds (WebSub §5.1): hub.mode=subscribe or unsubscribe, hub.topic, hub.callback, hub.lease_seconds (10 days; 5 minutes to 30 days), hub.secret. " +
    "The callback is then asked by GET to confirm. hub.mode=publish with hub.url or hub.topic, one or several, has a known partner's feed polled. " +
    "Errors are plain text, or a problem document for whoever accepts JSON.",
  request: {
    body: {
      required: true,
      content: formOfTexts({
        "hub.mode": "subscribe",
        "hub.topic": "https://courier.example/atom.xml",
        "hub.callback": "https://reader.example/websub/7f3a",
        "hub.lease_seconds": "864000",
        "hub.secret": "a-secret-of-this-subscription",
        "hub.url": "https://herald.example/feed",
      }),
    },
  },
  responses: {
    202: { description: "Accepted. What comes of it, the callback hears" },
    ...problemResponses(
      "invalid-request",
      "not-found",
      "too-large",
      "unsupported-media-type",
      "rate-limited",
      "unavailable",
    ),
  },
})

websub.openapi(hub, async (c) => {
  const { services } = c.var
  const asked = readHubRequest(await formOf(c), services.config.publication.siteUrl)
  switch (asked.outcome) {
    case "wrong":
      return inWords(c, problem("invalid-request", asked.detail))
    case "published":
      return inWords(c, await pollPublished(c, asked.topics))
    case "wish": {
      const { wish } = asked
      if (await isLimitedHost(c, wish.callback)) return inWords(c, tooMany("Subscribers of one host"))
      // Whether the feed exists and the callback wants it is found out later (§5.1.2).
      await services.deliveries.send({ kind: "verify", ...wish, askedAt: services.now() })
      return accepted()
    }
  }
})

// Not `text()`: the runtime warns of it for a form.
const formOf = async (c: Context) => new URLSearchParams(new TextDecoder().decode(await c.req.arrayBuffer()))

const accepted = (): ApiResponse =>
  new Response(null, { status: 202, headers: { ...NO_PAGE, ...NOT_KEPT } }) as ApiResponse

/** §5.1.2: an error is described in plain text. Whoever accepts JSON gets the problem document. */
async function inWords(c: Context<HttpEnv>, response: ApiResponse): Promise<ApiResponse> {
  if (response.ok || c.req.header("accept")?.includes("json")) return response
  const { detail } = (await response.json()) as { detail: string }
  const headers = new Headers(response.headers)
  headers.set("content-type", "text/plain; charset=utf-8")
  headers.append("vary", "accept")
  return new Response(`${detail}\n`, { status: response.status, headers }) as ApiResponse
}

/** Polls the partners with these feeds. Our own feeds need no ping: their changes are known. */
async function pollPublished(c: Context<HttpEnv>, topics: string[]): Promise<ApiResponse> {
  const { services } = c.var
  const { siteUrl } = services.config.publication
  const partners = await findPartnersByFeed(services.db, topics)
  for (const partner of partners) await pingPartner(services, partner, undefined, services.now())
  if (partners.length || topics.some((topic) => topic.startsWith(`${siteUrl}/`))) return accepted()
  return problem("not-found", "No partner of this newsroom has this feed. Name the address that the newsroom polls.")
}

const cloud = createRoute({
  ...formRoute,
  path: "/rsscloud/pleaseNotify",
  tags: ["WebSub"],
  summary: "Be told by rssCloud that a feed has changed",
  description:
    "port, path, protocol (http-post or https-post), url1 … url20, and domain. A domain is asked with a challenge; without one, the asking address is told of the feed. A registration ends after 25 hours.",
  request: {
    body: {
      required: true,
      content: formOfTexts({
        port: "443",
        path: "/cloud/notify",
        protocol: "https-post",
        domain: "reader.example",
        url1: "https://courier.example/rss.xml",
      }),
    },
  },
  responses: {
    200: {
      description: "Whether it was registered. JSON for whoever accepts it",
      content: {
        "text/xml": { schema: z.string().openapi({ example: '<notifyResult success="true" msg="Registered."/>' }) },
        "application/json": { schema: z.object({ success: z.boolean(), msg: z.string() }) },
      },
    },
    ...problemResponses("too-large", "unsupported-media-type", "rate-limited", "unavailable"),
  },
})

websub.openapi(cloud, async (c) => {
  const { services } = c.var
  const registration = readCloudRegistration(await formOf(c), askerOf(c) || null)
  if ("wrong" in registration) return notifyResult(c, registration.wrong)
  if (await isLimitedHost(c, registration.callback)) return tooMany("Readers of one host")
  return notifyResult(c, await registerCloud(services, registration, services.now()))
})

function notifyResult(c: Context, wrong: string | null): ApiResponse {
  const success = wrong === null
  const msg = wrong ?? "Registered. Register again within 25 hours."
  if (c.req.header("accept")?.includes("application/json")) return json({ success, msg })
  const body = `<?xml version="1.0" encoding="utf-8"?>\n<notifyResult success="${success}" msg="${textToAttribute(msg)}"/>\n`
  return new Response(body, {
    headers: { ...NO_PAGE, ...NOT_KEPT, "content-type": "text/xml; charset=utf-8" },
  }) as ApiResponse
}
