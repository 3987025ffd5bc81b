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
  app.openAPIRegistry.registerComponent("securitySchemes", "partner", {
    type: "http",
    scheme: "bearer",
    description:
      "The partner's push key. Or sign the request with it: send webhook-id, webhook-timestamp and webhook-signature. The signature covers " +
      "`<webhook-id>.<webhook-timestamp>.<body>`, or `<webhook-id>.<webhook-timestamp>.<METHOD> <path>` without a body.",
  })
  return app.getOpenAPI31Document({
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
}
