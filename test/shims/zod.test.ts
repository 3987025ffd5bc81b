import { expect, it } from "vitest"
import * as zod from "zod"
import generator from "../../node_modules/@asteasolutions/zod-to-openapi/dist/index.mjs?raw"
import routes from "../../node_modules/@hono/zod-openapi/dist/index.mjs?raw"
import validator from "../../node_modules/@hono/zod-validator/dist/index.mjs?raw"
import * as shim from "../../src/shims/zod.ts"

const SOURCES: Record<string, string> = import.meta.glob<string>(
  ["../../src/**/*.ts", "../../src/**/*.tsx", "!../../src/dev/**", "!../../src/shims/**"],
  { query: "?raw", eager: true, import: "default" },
)

const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "")

/** The names of zod that the bundle uses. `z.infer` and the like are types, and not in zod. */
const used = new Set(
  [...Object.values(SOURCES), ...[generator, routes, validator].map(withoutComments)]
    .flatMap((source) => [
      ...[...source.matchAll(/\bz\.(\w+)/g)].map(([, name]) => name!),
      ...[...source.matchAll(/import \{([^}]*)\} from "zod"/g)].flatMap(([, names]) =>
        names!.split(",").map((name) => name.trim()),
      ),
    ])
    .filter((name) => name in zod),
)

it("the bundle's zod has every name that the bundle uses, and few others", () => {
  expect([...used]).toEqual(expect.arrayContaining(["object", "url", "ZodType", "z"]))
  expect([...used].filter((name) => !(name in shim))).toEqual([])
  // What the packages use of zod under other names.
  const others = ["config", "globalRegistry", "registry"]
  expect(Object.keys(shim).filter((name) => !used.has(name) && !others.includes(name))).toEqual([])
  expect(Object.keys(shim.coerce).sort()).toEqual(Object.keys(zod.coerce).sort())
})

it("the bundle's zod speaks as zod does of what is wrong", () => {
  const issues = ({ z }: { z: typeof zod.z }) =>
    z.object({ a: z.string().min(2), b: z.number().int(), c: z.url() }).safeParse({ a: "", b: 1.5, c: "c" }).error
      ?.issues
  expect(issues(shim as never)).toEqual(issues(zod))
})
