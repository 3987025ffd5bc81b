// What /docs shows of the OpenAPI document.
// In: the document. Out: its operations by tag, each with its parameters, bodies, answers and a command for curl.

export interface Documented {
  method: string
  path: string
  summary: string
  description?: string
  /** Who may ask: `anyone`, `editor`, `partner or editor`. */
  who: string
  parameters: { name: string; place: string; required: boolean; description: string }[]
  /** The media types of the body. */
  types: string[]
  answers: { status: string; description: string }[]
  curl: string
}

interface Operation {
  tags?: string[]
  summary?: string
  description?: string
  security?: Record<string, unknown>[]
  parameters?: {
    name: string
    in: string
    required?: boolean
    description?: string
    example?: unknown
    schema?: { example?: unknown; default?: unknown }
  }[]
  requestBody?: { content: Record<string, { example?: unknown; schema?: Schema }> }
  responses?: Record<string, { description?: string }>
}

interface Schema {
  $ref?: string
  example?: unknown
  properties?: Record<string, { example?: unknown }>
}

export interface OpenApi {
  paths?: object
  components?: object
}

/** The operations by tag, in the document's order. */
export function operationsOf(document: OpenApi, siteUrl: string): Map<string, Documented[]> {
  const byTag = new Map<string, Documented[]>()
  for (const [path, item] of Object.entries((document.paths ?? {}) as Record<string, Record<string, Operation>>)) {
    for (const [method, operation] of Object.entries(item)) {
      const tag = operation.tags?.[0] ?? "Service"
      const list = byTag.get(tag) ?? []
      list.push(toDocumented(document, siteUrl, method.toUpperCase(), path, operation))
      byTag.set(tag, list)
    }
  }
  return byTag
}

function toDocumented(
  document: OpenApi,
  siteUrl: string,
  method: string,
  path: string,
  operation: Operation,
): Documented {
  const { summary = "", description, security = [], parameters = [], requestBody, responses = {} } = operation
  return {
    method,
    path,
    summary,
    ...(description ? { description } : {}),
    who: whoOf(security),
    parameters: parameters.map(({ name, in: place, required = false, description: meaning = "" }) => ({
      name,
      place,
      required,
      description: meaning,
    })),
    types: Object.keys(requestBody?.content ?? {}),
    answers: Object.entries(responses).map(([status, answer]) => ({ status, description: answer.description ?? "" })),
    curl: curlOf(document, siteUrl, method, path, operation),
  }
}

function whoOf(security: Record<string, unknown>[]): string {
  const names = security.flatMap((each) => Object.keys(each))
  if (!names.length) return "anyone"
  return security.some((each) => Object.keys(each).length === 0) ? `anyone; ${names.join(" or ")}` : names.join(" or ")
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/** A command that can be tried as it is, with a token in TOKEN. */
function curlOf(document: OpenApi, siteUrl: string, method: string, path: string, operation: Operation): string {
  const { security = [], parameters = [], requestBody } = operation
  const exampleOf = (name: string) => {
    const found = parameters.find((each) => each.name === name)
    return String(found?.example ?? found?.schema?.example ?? found?.schema?.default ?? name)
  }
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(exampleOf(name)))
  const needed = parameters.filter((each) => each.in === "query" && each.required)
  const query = needed.map(({ name }) => `${name}=${encodeURIComponent(exampleOf(name))}`).join("&")
  const lines = [`curl${method === "GET" ? "" : ` -X ${method}`} ${quoted(siteUrl + filled + (query && `?${query}`))}`]
  if (security.some((each) => Object.keys(each).length > 0)) lines.push(`-H "Authorization: Bearer $TOKEN"`)
  const [type, body] = Object.entries(requestBody?.content ?? {})[0] ?? []
  if (type && body) {
    lines.push(`-H ${quoted(`Content-Type: ${type.replace("*/*", "application/atom+xml")}`)}`)
    lines.push(...dataOf(type, exampleOfBody(document, body)))
  }
  return lines.join(" \\\n  ")
}

function exampleOfBody(document: OpenApi, { example, schema }: { example?: unknown; schema?: Schema }): unknown {
  const { schemas = {} } = (document.components ?? {}) as { schemas?: Record<string, Schema> }
  const named = schema?.$ref ? schemas[schema.$ref.split("/").at(-1)!] : schema
  const parts = Object.entries(named?.properties ?? {}).filter(([, part]) => part.example !== undefined)
  return example ?? named?.example ?? Object.fromEntries(parts.map(([name, part]) => [name, part.example]))
}

function dataOf(type: string, example: unknown): string[] {
  if (type === "application/x-www-form-urlencoded") {
    return Object.entries(example as object).map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`)
  }
  return [`--data ${quoted(typeof example === "string" ? example : JSON.stringify(example))}`]
}
