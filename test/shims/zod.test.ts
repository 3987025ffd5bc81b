import { expect, it } from "vitest"
import * as zod from "zod"
import * as shim from "../../src/shims/zod.ts"

const SOURCES: Record<string, string> = import.meta.glob<string>(
  [
    "../../src/**/*.ts",
    "../../src/**/*.tsx",
    "!../../src/dev/**",
    "../../node_modules/@hono/zod-{openapi,validator}/dist/index.mjs",
    "../../node_modules/@asteasolutions/zod-to-openapi/dist/index.mjs",
  ],
  { query: "?raw", eager: true, import: "default" },
)

// Names of zod that would make the bundle larger, and that nothing in it uses.
const LEFT_OUT = `
  $input $output INVALID TimePrecision ZodCompileAsyncError ZodCompileUnsupportedError clone compile core deepPartial
  default flattenError formatError fromJSONSchema getDiscriminatedOption locales memoizer prettifyError regexes
  toJSONSchema toZod treeifyError util withParser`
  .trim()
  .split(/\s+/)

it("the bundle's zod exports what zod does, except for the names that are left out", () => {
  expect([...Object.keys(shim), ...LEFT_OUT].sort()).toEqual(Object.keys(zod).sort())
  expect(Object.keys(shim.iso).sort()).toEqual(Object.keys(zod.iso).sort())
  expect(Object.keys(shim.coerce).sort()).toEqual(Object.keys(zod.coerce).sort())
})

it("the bundle's zod has every name that the bundle uses", () => {
  const used = Object.values(SOURCES).flatMap((source) => [
    ...[...source.matchAll(/\bz\.(\w+)/g)].map(([, name]) => name!),
    ...[...source.matchAll(/import \{([^}]*)\} from "zod"/g)].flatMap(([, names]) =>
      names!.split(",").map((name) => name.trim()),
    ),
  ])
  expect(used.length).toBeGreaterThan(200)
  // `z.infer` and the like are types.
  const values = [...new Set(used)].filter((name) => name in zod)
  expect(values).toEqual(expect.arrayContaining(["object", "url", "ZodType", "z"]))
  expect(values.filter((name) => !(name in shim))).toEqual([])
})

it("the bundle's zod speaks as zod does of what is wrong", () => {
  const issues = ({ z }: { z: typeof zod.z }) =>
    z.object({ a: z.string().min(2), b: z.int(), c: z.url() }).safeParse({ a: "", b: 1.5, c: "c" }).error?.issues
  expect(issues(shim as never)).toEqual(issues(zod))
})
