import { createRoute, z } from "@hono/zod-openapi"
import { linesOf, unzipped } from "../../backup/read-lines.ts"
import { type RestoreReport, restore as restoreLines } from "../../backup/restore.ts"
import { gzipped, type Page, parsePlace, writeBackup } from "../../backup/write.ts"
import { present } from "../../lib/text/present.ts"
import { editorOnly } from "../kit/editor-auth.ts"
import { NO_PAGE, NOT_KEPT } from "../kit/headers.ts"
import { type ApiResponse, json } from "../kit/json.ts"
import { problem, problemResponses } from "../kit/problem.ts"
import { createRouter } from "../kit/router.ts"

/** Everything out, and in again. */
export const backup = createRouter()

/** D1 takes 1,000 statements of one request. */
const MAX_PAGES = 800
/** About five seconds of a Worker's time. */
const MAX_CHARACTERS = 200 * 1024 * 1024

const editor = [{ editor: [] }]
const yes = z.enum(["true", "false"]).optional()
const file = { schema: { type: "string" as const, format: "binary" } }

const exampleLines = [
  {
    check_also_backup: 1,
    made_at: "2026-11-23T09:30:00Z",
    site_url: "https://courier.example",
    items: false,
  },
  { table: "feed_requests", row: { feed: "tags/water", asked_at: 1_763_890_200_000 } },
  { end: { feed_requests: 1 } },
]
  .map((line) => JSON.stringify(line))
  .join("\n")

const backupRoute = createRoute({
  method: "get",
  path: "/backup",
  tags: ["Service"],
  summary: "Back up everything",
  description:
    "Gzipped lines of JSON: a header, a line for each row, and a last line with counts. Without the last line the file is cut off. " +
    "Where the last line has next, the rest is at ?from= with that value. The file is as secret as the database.",
  security: editor,
  middleware: [editorOnly],
  request: {
    query: z.object({
      items: yes.openapi({ description: "true: with partners' stories and the lists of links", example: "true" }),
      from: z.string().max(10_000).optional().openapi({ description: "next of the part before" }),
    }),
  },
  responses: {
    200: { description: "The back-up, or a part of it", content: { "application/gzip": file } },
    ...problemResponses("invalid-request", "unauthorized", "unavailable"),
  },
})

backup.openapi(backupRoute, async (c) => {
  const { services } = c.var
  const { items, from } = c.req.valid("query")
  const place = from === undefined ? null : parsePlace(from)
  if (from !== undefined && !place) {
    return problem("invalid-request", "from is no place in a back-up. Send next of its last line as it is.")
  }
  const now = services.now()
  const options = { items: items === "true", from: place, pages: MAX_PAGES, characters: MAX_CHARACTERS }
  const pages = await begun(writeBackup(services, options, now))
  const name = `check-also-${new Date(now).toISOString().slice(0, 10)}.jsonl.gz`
  return new Response(gzipped(pages), {
    headers: {
      ...NO_PAGE,
      ...NOT_KEPT,
      "content-type": "application/gzip",
      "content-disposition": `attachment; filename="${name}"`,
    },
  }) as ApiResponse
})

/** The same pages, when the first is read: a store that fails then is no 200. */
async function begun(pages: AsyncGenerator<Page>): Promise<AsyncIterable<Page>> {
  const first = await pages.next()
  return (async function* () {
    if (!first.done) yield first.value
    yield* pages
  })()
}

const Restored = z
  .object({
    finished: z.boolean().openapi({ description: "The last line was read: the rebuild has begun" }),
    next_line: z.number().int().optional().openapi({
      description: "The request did enough. Send the header and the lines from this one on",
      example: 41_000,
    }),
    next: z.string().optional().openapi({ description: "The file is a part of a back-up: restore the next part" }),
    tables: z
      .record(z.string(), z.object({ lines: z.number().int(), written: z.number().int(), kept: z.number().int() }))
      .openapi({ example: { articles: { lines: 120, written: 118, kept: 2 } } }),
    wrong: z
      .array(z.object({ line: z.number().int(), reason: z.string() }))
      .openapi({ description: "The first 100 lines that could not be used" }),
    wrong_total: z.number().int(),
    left_out: z
      .record(z.string(), z.string())
      .optional()
      .openapi({ description: "Tables that were left out, and why" }),
  })
  .openapi("Restored")
const restored = { "application/json": { schema: Restored } }

const restoreRoute = createRoute({
  method: "post",
  path: "/restore",
  tags: ["Service"],
  summary: "Restore a back-up",
  description:
    "The body is a back-up, gzipped or not, or any lines of one after its header line. What is here and as new stays. " +
    "It is safe to send it twice. A bad line is told and stops no other. The last line begins a rebuild, as POST /rebuild does.",
  security: editor,
  middleware: [editorOnly],
  request: {
    query: z.object({
      replace: yes.openapi({
        description: "true: articles and pins become as in the back-up, also where those here are newer",
      }),
    }),
    body: {
      content: {
        "application/x-ndjson": { ...file, example: exampleLines },
        "application/gzip": { ...file, example: "(the bytes of the file)" },
      },
      required: true,
    },
  },
  responses: {
    200: { description: "The last line was read, and the rebuild has begun", content: restored },
    202: { description: "Lines are taken, and the last line was not among them", content: restored },
    ...problemResponses("invalid-request", "unauthorized", "invalid-body", "unavailable"),
  },
})

backup.openapi(restoreRoute, async (c) => {
  const { services } = c.var
  const replace = c.req.valid("query").replace === "true"
  const body = c.req.raw.body ?? new Blob([]).stream()
  const done = await restoreLines(services, linesOf(unzipped(body)), { replace, now: services.now() })
  if (done.outcome !== "restored") return problem("invalid-body", `${done.detail} GET /backup makes one.`)
  return json(toJson(done.report), { status: done.report.finished ? 200 : 202 })
})

const toJson = ({ finished, nextLine, next, tables, wrong, wrongTotal, leftOut }: RestoreReport) => ({
  finished,
  ...present({ next_line: nextLine, next }),
  tables,
  wrong,
  wrong_total: wrongTotal,
  ...(Object.keys(leftOut).length ? { left_out: leftOut } : {}),
})
