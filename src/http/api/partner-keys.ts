import { createRoute, z } from "@hono/zod-openapi"
import { toHex } from "../../lib/crypto/hash.ts"
import { issueKey } from "../../partners/pushing/keys.ts"
import { findPartner } from "../../store/partners.ts"
import { deleteKeys } from "../../store/push-keys.ts"
import { editorOnly } from "../kit/editor-auth.ts"
import { json, noContent } from "../kit/json.ts"
import { problemResponses, unknownPartner } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"
import { partnerParams } from "../kit/schemas.ts"

/** The keys that a partner pushes with. */
export const partnerKeys = createRouter()

const editor = [{ editor: [] }]

const key = createRoute({
  method: "post",
  path: "/partners/{id}/key",
  tags: ["Partners"],
  summary: "Make or replace a partner's push key",
  description:
    "The key is shown once. The one before it stays good for an hour, or ends at once with revoke_old=true; older ones end.",
  security: editor,
  middleware: [editorOnly],
  request: {
    params: partnerParams,
    query: z.object({
      revoke_old: z.enum(["true", "false"], "is true or false").default("false").openapi({ example: "true" }),
    }),
  },
  responses: {
    200: {
      description: "The key, as a bearer token and for Standard Webhooks signatures",
      content: {
        "application/json": {
          schema: z.object({ key: z.string().openapi({ example: "whsec_bXkgcHVzaCBrZXksIG5vdCBhIHJlYWwgb25lIQ==" }) }),
        },
      },
    },
    ...problemResponses("invalid-request", "unauthorized", "not-found", "unavailable"),
  },
})

partnerKeys.openapi(key, async (c) => {
  const { services } = c.var
  const { id } = c.req.valid("param")
  if (!(await findPartner(services.db, id))) return unknownPartner(id)
  const nonce = toHex(crypto.getRandomValues(new Uint8Array(16)))
  const revokeOld = c.req.valid("query").revoke_old === "true"
  return json({ key: await issueKey(services, id, { nonce, revokeOld }, services.now()) })
})

const revoke = createRoute({
  method: "delete",
  path: "/partners/{id}/key",
  tags: ["Partners"],
  summary: "End all of a partner's push keys at once",
  security: editor,
  middleware: [editorOnly],
  request: { params: partnerParams },
  responses: {
    204: { description: "It has no key" },
    ...problemResponses("invalid-request", "unauthorized", "not-found", "unavailable"),
  },
})

partnerKeys.openapi(revoke, async (c) => {
  const { db } = c.var.services
  const { id } = c.req.valid("param")
  if (!(await findPartner(db, id))) return unknownPartner(id)
  await deleteKeys(db, id)
  return noContent()
})
