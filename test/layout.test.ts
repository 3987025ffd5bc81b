import { describe, expect, it } from "vitest"
import readme from "../README.md?raw"
import envSource from "../src/env.ts?raw"

const SOURCES = import.meta.glob<string>(["../src/**/*.ts", "../src/**/*.tsx", "!../src/dev/**"], {
  query: "?raw",
  eager: true,
  import: "default",
})

const TESTS = Object.entries(
  import.meta.glob<string>(
    ["./**/*.test.ts", "./**/*.test.tsx", "./support/*.ts", "!./layout.test.ts", "!./support/worker.ts"],
    {
      query: "?raw",
      eager: true,
      import: "default",
    },
  ),
)

// A file may import from its own folder and from those before it.
const ORDER = ["lib", "model", "feeds", "checkalso", "store", "newsroom", "partners", "websub", "http"]
const TOP = ["jobs.ts", "clock.ts", "env.ts", "index.ts"]

const rank = (path: string) => {
  const [first, ...rest] = path.split("/")
  return rest.length > 0 ? ORDER.indexOf(first!) : ORDER.length + TOP.indexOf(first!)
}

const importsOf = (source: string) => [...source.matchAll(/(?:from|import) "(\.[^"]+)"/g)].map(([, path]) => path!)

describe("the layout", () => {
  const files = Object.entries(SOURCES).map(([path, source]) => [path.replace("../src/", ""), source] as const)

  it("has a place in the order for every file", () => {
    expect(files.length).toBeGreaterThan(50)
    expect(files.filter(([path]) => rank(path) < 0)).toEqual([])
  })

  it.each(files)("%s imports only from above", (path, source) => {
    for (const target of importsOf(source)) {
      const resolved = new URL(target, `file:///${path}`).pathname.slice(1)
      expect(rank(resolved), `${path} imports ${target}`).toBeLessThanOrEqual(rank(path))
    }
  })

  it("reads vars in env.ts alone", () => {
    const readers = files.filter(([, source]) => /\b(?:process\.env|c\.env)\b/.test(source)).map(([path]) => path)
    expect(readers).toEqual([])
  })

  it("keeps SQL and KV keys in store/", () => {
    const sql = /\b(?:SELECT .+ FROM|INSERT INTO|DELETE FROM|UPDATE \w+ SET)\b/s
    const outside = files
      .filter(([path, source]) => !path.startsWith("store/") && sql.test(source))
      .map(([path]) => path)
    expect(outside).toEqual([])
  })

  it("knows each package behind one door", () => {
    const doors: Record<string, string[]> = {
      entities: ["lib/entities.ts"],
      feed: ["feeds/document.ts"],
      htmlparser2: ["lib/html-walk.ts"],
    }
    const importers = (name: string) =>
      files.filter(([, source]) => source.includes(`from "${name}"`)).map(([path]) => path)
    expect(Object.fromEntries(Object.keys(doors).map((name) => [name, importers(name)]))).toEqual(doors)
  })
})

describe("the tests", () => {
  const having = (wanted: (source: string) => boolean) =>
    TESTS.filter(([, source]) => wanted(source)).map(([path]) => path)
  const count = (source: string, part: string) => source.split(part).length - 1

  it("neither draw nor tell the time by themselves", () => {
    expect(TESTS.length).toBeGreaterThan(70)
    const own =
      /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\)|\bset(?:Timeout|Interval)\b|\bperformance\.now\b|\brandomUUID\b/
    expect(having((source) => own.test(source))).toEqual([])
  })

  it("tag what holds for whatever is drawn, so that `npm run fuzz` finds it", () => {
    expect(having((source) => source.includes("fc.assert(")).length).toBeGreaterThan(5)
    expect(having((source) => count(source, "fc.assert(") > count(source, 'tags: "property"'))).toEqual([])
  })
})

describe("the README", () => {
  it("names every variable", () => {
    const names = [...envSource.matchAll(/^ {2}([A-Z][A-Z_]+): (?:z|url|list|hosts|json)/gm)].map(([, name]) => name!)
    expect(names.length).toBeGreaterThan(10)
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
  })
})
