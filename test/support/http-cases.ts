// Requests that are wrong in one way each, made from the OpenAPI document: what a fuzzer would send, in a fixed order.

export interface Operation {
  security?: unknown[]
  parameters?: { name: string; in: string; required?: boolean; example?: unknown; schema?: { example?: unknown } }[]
  requestBody?: { content: Record<string, { example?: unknown; schema?: Schema }> }
  responses: Record<string, unknown>
}

interface Schema {
  $ref?: string
  example?: unknown
  type?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  allOf?: Schema[]
}

export interface Document {
  paths: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Schema> }
}

export interface HttpCase {
  name: string
  method: string
  /** With its query. */
  path: string
  headers: Record<string, string>
  body?: string | Uint8Array
}

/** 0..1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const VALUES: unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  3,
  1.5,
  1e308,
  -1e308,
  Number.MAX_SAFE_INTEGER,
  "",
  " ",
  "x",
  "x".repeat(5000),
  "\u0000",
  "\ud800",
  "\u202e\ufeff",
  "2026-13-45T99:99:99Z",
  "http://",
  "https://user:pw@host.example/",
  "javascript:alert(1)",
  '"><script>alert(1)</script>',
  "'; DROP TABLE articles; --",
  "../../etc/passwd",
  "en-a",
  "dari",
  [],
  [[]],
  [null],
  ["x", 7, {}],
  {},
  { toString: 1, constructor: null },
  { url: 7, title: [], name: {} },
]

const PATH_VALUES = [
  "%",
  "%00",
  "%ff",
  "%2e%2e",
  "..%2f",
  "A",
  "-",
  "é",
  "%E2%82",
  "x".repeat(3000),
  "%20",
  "x y",
  "🌧",
  ";",
  "x'--",
  "null",
]
const QUERY_VALUES = [
  "",
  "x",
  "-1",
  "1e9",
  "999999999999999999999",
  "%",
  "%ff",
  "http://",
  "https://[",
  "javascript:1",
  "x".repeat(3000),
  "2026-11-23:a",
  "1:../x",
]
const HEADERS: Record<string, string[]> = {
  accept: ["", "*/*;q=2", "text/html;q=x,;", ",,,", "application/json;q=0"],
  "accept-encoding": ["br;q=9", "gzip, gzip, gzip"],
  "a-im": ["feed", "feed;q=0", ",;=", "vcdiff"],
  authorization: ["Bearer", "Bearer  ", "Basic !!!", `Bearer whsec_${"A".repeat(5000)}`, "Digest x"],
  "content-language": ["x", "en-a, de", "*"],
  "content-location": [":::", "http://[", "//", "javascript:x"],
  "content-type": [
    "",
    "text/plain",
    "application/json; charset=nonsense",
    "application/xml;;;",
    "multipart/form-data",
    "application/JSON",
  ],
  host: ['"><script>', "", "a b", "[::", "x".repeat(300)],
  "if-match": ["", "x", '"', 'W/"x", "y', "*, *"],
  "if-modified-since": ["x", "Mon, 99 Foo 2026 00:00:00 GMT", "0"],
  "if-none-match": ['"', "*, x", '"a", W/"b'],
  "webhook-id": ["x", ""],
  "webhook-signature": ["v1,", "v1,AAAA", "v9,x v1,%"],
  "webhook-timestamp": ["x", "-1", "1e9", "99999999999999"],
}

const bytes = (...values: number[]) => new Uint8Array(values)
const RAW_BODIES: [name: string, body: string | Uint8Array][] = [
  ["no body", ""],
  ["not JSON", "{"],
  ["cut JSON", '{"title": "x", "content_html": "<p>'],
  ["bad UTF-8", bytes(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d)],
  ["UTF-16", bytes(0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00)],
  ["zeros", new Uint8Array(64)],
  ["a byte order mark", "\ufeff{}"],
  ["deep lists", "[".repeat(20_000)],
  ["deep objects", '{"a":'.repeat(5000)],
  ["a huge number", `{"weight": 1${"0".repeat(400)}, "title": 1e999}`],
  ["__proto__", '{"__proto__": {"title": "x"}, "constructor": {"prototype": 1}}'],
  ["twice the same member", '{"title": "a", "title": 7}'],
  ["XML", '<?xml version="1.0"?><rss><channel><item>'],
  [
    "XML with entities",
    '<!DOCTYPE x [<!ENTITY a "&a;&a;">]><rss version="2.0"><channel><item><title>&a;</title></item></channel></rss>',
  ],
  ["HTML", "<!doctype html><title>x</title>"],
  ["OPML without feeds", '<opml version="2.0"><body><outline text="x" xmlUrl="\u0000"/></body></opml>'],
]

/** An operation with every parameter and a body that would be taken. */
export function plainCase(document: Document, method: string, path: string, headers: Record<string, string>): HttpCase {
  const operation = document.paths[path]![method]!
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const example = content && exampleOf(document, content.schema, content.example)
  const required = (operation.parameters ?? []).filter((each) => each.in === "query" && each.required)
  const query = required.map(
    ({ name, example, schema }) => `${name}=${encodeURIComponent(String(example ?? schema?.example))}`,
  )
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => String(parameterExample(operation, name)))
  return {
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path: query.length ? `${filled}?${query.join("&")}` : filled,
    headers: { ...headers, ...(type ? { "content-type": type } : {}) },
    ...(type ? { body: typeof example === "string" ? example : JSON.stringify(example ?? {}) } : {}),
  }
}

const parameterExample = ({ parameters }: Operation, name: string) => {
  const found = parameters?.find((each) => each.name === name && each.in === "path")
  return found?.example ?? found?.schema?.example ?? "x"
}

function exampleOf(document: Document, schema: Schema | undefined, example?: unknown): unknown {
  if (example !== undefined) return example
  if (!schema) return undefined
  if (schema.$ref) return exampleOf(document, document.components?.schemas?.[schema.$ref.split("/").at(-1)!])
  return schema.example
}

/** Every member that a JSON body may have, as paths into it: those of the example, and those the schema names. */
function pointersOf(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([name, member]) => pointersOf(member, [...at, name]))]
}

function membersOf(document: Document, operation: Operation): string[] {
  return Object.values(operation.requestBody?.content ?? {}).flatMap(({ schema }) => {
    const known = schema?.$ref ? document.components?.schemas?.[schema.$ref.split("/").at(-1)!] : schema
    return Object.keys(known?.properties ?? {})
  })
}

function replaced(body: unknown, [name, ...rest]: string[], value: unknown): unknown {
  if (name === undefined) return value
  const copy = (Array.isArray(body) ? [...body] : { ...(body as object) }) as Record<string, unknown>
  copy[name] = replaced(copy[name], rest, value)
  return copy
}

/** All wrong requests of an operation, each wrong in one way. */
export function wrongCases(
  document: Document,
  method: string,
  path: string,
  headers: Record<string, string>,
): HttpCase[] {
  const operation = document.paths[path]![method]!
  const plain = plainCase(document, method, path, headers)
  const cases: HttpCase[] = []
  const add = (how: string, changes: Partial<HttpCase>) =>
    cases.push({ ...plain, ...changes, name: `${plain.name}, ${how}` })
  for (const [, name] of path.matchAll(/\{(\w+)\}/g)) {
    for (const value of PATH_VALUES) {
      const filled = path
        .replace(`{${name}}`, value)
        .replace(/\{(\w+)\}/g, (_, other: string) => String(parameterExample(operation, other)))
      add(`${name} ${value.slice(0, 20)}`, { path: filled })
    }
  }
  for (const { name, in: place } of operation.parameters ?? []) {
    if (place !== "query") continue
    for (const value of QUERY_VALUES)
      add(`?${name}=${value.slice(0, 20)}`, { path: `${plain.path.split("?")[0]}?${name}=${value}` })
  }
  for (const [name, values] of Object.entries(HEADERS)) {
    for (const value of values) add(`${name}: ${value.slice(0, 20)}`, { headers: { ...plain.headers, [name]: value } })
  }
  if (plain.body === undefined) return cases
  for (const [name, body] of RAW_BODIES) add(name, { body })
  // Lines of JSON are not one value.
  if (typeof plain.body === "string" && plain.body.startsWith("{") && !plain.body.includes("\n")) {
    const body: unknown = JSON.parse(plain.body)
    const extra = membersOf(document, operation).map((name) => [name])
    const pointers = new Map([...pointersOf(body), ...extra].map((pointer) => [pointer.join("/"), pointer]))
    for (const [pointer, parts] of pointers) {
      for (const value of VALUES) {
        const text = JSON.stringify(replaced(body, parts, value))
        add(`/${pointer} = ${JSON.stringify(value).slice(0, 30)}`, { body: text })
      }
      if (parts.length) add(`without /${pointer}`, { body: JSON.stringify(replaced(body, parts, undefined)) })
    }
  }
  return cases
}

/** Two wrong things at once: this many, chosen by chance. */
export function mixedCases(cases: HttpCase[], count: number, random: () => number): HttpCase[] {
  const pick = () => cases[Math.floor(random() * cases.length)]!
  return Array.from({ length: count }, () => {
    const [one, other] = [pick(), pick()]
    return {
      ...one,
      name: `${one.name}; with ${other.name}`,
      headers: { ...one.headers, ...other.headers },
      ...(one.body === undefined || other.body === undefined ? {} : { body: other.body }),
    }
  })
}
