import type { OpenAPIHono } from "@hono/zod-openapi"
import type { Publication } from "../model/article.ts"
import type { HttpEnv } from "./kit/http-env.ts"

/** Builds the OpenAPI 3.1 document from the routes. */
export function openApiDocument(app: OpenAPIHono<HttpEnv>, publication: Publication) {
  app.openAPIRegistry.registerComponent("securitySchemes", "editor", {
    type: "http",
    scheme: "bearer",
    description: "The secret EDITOR_TOKEN.",
  })
  app.openAPIRegistry.registerComponent("securitySchemes", "metrics", {
    type: "http",
    scheme: "bearer",
    description: "The secret METRICS_TOKEN, which reads /metrics alone.",
  })
  app.openAPIRegistry.registerComponent("securitySchemes", "partner", {
    type: "http",
    scheme: "bearer",
    description:
      "The partner's push key. Or sign the request with it: send webhook-id, webhook-timestamp and webhook-signature. The signature covers " +
      "`<webhook-id>.<webhook-timestamp>.<body>`, or `<webhook-id>.<webhook-timestamp>.<METHOD> <path>` without a body.",
  })
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Check Also",
      version: "1",
      description:
        `Syndication of ${publication.title}: articles out as feeds, partners' stories in, links between them. ` +
        "Whoever asks for text/html gets a page in place of each problem document, with the same status.",
    },
    servers: [{ url: publication.siteUrl }],
  })
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) {
      operation.operationId = operationId(method, path)
      // An empty list says that anybody may ask.
      operation.security ??= []
    }
  }
  return document
}

interface Operation {
  operationId?: string
  security?: unknown[]
}

/** `put /articles/{id}/check-also` → `putArticlesByIdCheckAlso`. */
function operationId(method: string, path: string): string {
  const words = path.replace(/\{(\w+)\}/g, "by-$1").split(/[^A-Za-z0-9]+/)
  return method + (words.filter(Boolean).map(capitalised).join("") || "Home")
}

const capitalised = (word: string) => word[0]!.toUpperCase() + word.slice(1)
