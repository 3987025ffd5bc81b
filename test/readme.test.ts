import { describe, expect, it } from "vitest"
import packageJson from "../package.json?raw"
import readme from "../README.md?raw"
import { EVENTS } from "../src/lib/text/log.ts"
import stores from "../src/store/README.md?raw"

// What READMEs say is held against the sources: what they must name, and what they must not name wrongly.

// A glob's paths are relative to this file.
const fromRoot = (path: string) => new URL(path, "file:///test/").pathname
const READMES = import.meta.glob<string>(["../README.md", "../src/**/README.md", "./**/README.md"], {
  query: "?raw",
  eager: true,
  import: "default",
})
const PAGES = {
  ...READMES,
  ...import.meta.glob<string>(["../src/DECISIONS.md", "../.github/*.md"], {
    query: "?raw",
    eager: true,
    import: "default",
  }),
}
const SOURCES = import.meta.glob<string>(["../src/**/*.ts", "../src/**/*.tsx", "!../src/dev/**"], {
  query: "?raw",
  eager: true,
  import: "default",
})
const MIGRATIONS = import.meta.glob<string>("../src/store/migrations/*.sql", {
  query: "?raw",
  eager: true,
  import: "default",
})
const FILES = Object.keys(import.meta.glob(["../**/*", "../.github/*", "!../**/node_modules/**"])).map(fromRoot)

const allReadmes = Object.values(READMES).join("\n")
const unnamed = (names: Iterable<string>) => [...new Set(names)].filter((name) => !allReadmes.includes(`\`${name}\``))

const found = (room: string, ...patterns: RegExp[]) =>
  Object.entries(SOURCES)
    .filter(([path]) => path.startsWith(room))
    .flatMap(([, source]) => patterns.flatMap((pattern) => [...source.matchAll(pattern)].map(([, name]) => name!)))

/** GitHub's anchor of a heading. */
const toAnchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-")

describe("the root README", () => {
  it("is 12 KB at most", () => {
    expect(new TextEncoder().encode(readme).length).toBeLessThanOrEqual(12_288)
  })
})

describe("the READMEs", () => {
  it("name every diagnostic that reading a feed gives", () => {
    // Other kinds that the room knows are one word: text, html.
    const kinds = found(
      "../src/feeds/read/",
      /\bkind: "([a-z]+(?:-[a-z]+)+)"/g,
      /\b(?:report|note|noteRepair)\(\s*"([a-z-]+)"/g,
    )
    expect(new Set(kinds).size).toBeGreaterThan(25)
    expect(unnamed(kinds)).toEqual([])
  })

  it("name every event that is logged", () => {
    expect(unnamed(Object.keys(EVENTS))).toEqual([])
  })

  it("name no npm script that there is not", () => {
    const { scripts } = JSON.parse(packageJson) as { scripts: Record<string, string> }
    const names = Object.values(PAGES).flatMap((text) => [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, n]) => n!))
    expect(names.length).toBeGreaterThan(5)
    expect(names.filter((name) => !(name in scripts))).toEqual([])
  })

  const pages = Object.entries(PAGES).map(([path, text]) => [fromRoot(path), text] as const)

  it.each(pages)("%s links only to what is there", (path, text) => {
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!)
    const broken = targets
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const { pathname, hash } = new URL(target, new URL(path, "file:///"))
        if (!hash)
          return !FILES.some((file) => file === pathname || (pathname.endsWith("/") && file.startsWith(pathname)))
        const page = pages.find(([name]) => name === pathname)?.[1] ?? ""
        return ![...page.matchAll(/^#+ (.+)$/gm)].some(([, heading]) => hash === `#${toAnchor(heading!)}`)
      })
    expect(broken).toEqual([])
  })
})

describe("the log", () => {
  it("has no event that nobody logs", () => {
    const logged = new Set(found("../src/", /\blog\(\s*"([a-z-]+)"/g))
    expect(Object.keys(EVENTS).filter((event) => !logged.has(event))).toEqual([])
  })
})

describe("the stores' README", () => {
  /** Table → its columns, after all migrations. */
  function tablesOf(sql: string): Map<string, Set<string>> {
    const tables = new Map<string, Set<string>>()
    const statements = sql.replace(/--.*$/gm, "").split(";")
    for (const statement of statements) {
      const created = /CREATE (?:VIRTUAL )?TABLE (\w+)(?: USING \w+)? \(([\s\S]*)\)/.exec(statement)
      const changed = /ALTER TABLE (\w+) (ADD|DROP) COLUMN (\w+)/.exec(statement)
      const dropped = /DROP TABLE (\w+)/.exec(statement)
      if (created) tables.set(created[1]!, new Set(columnsOf(created[2]!)))
      if (changed?.[2] === "ADD") tables.get(changed[1]!)?.add(changed[3]!)
      if (changed?.[2] === "DROP") tables.get(changed[1]!)?.delete(changed[3]!)
      if (dropped) tables.delete(dropped[1]!)
    }
    return tables
  }

  const columnsOf = (body: string) =>
    body
      .replace(/\([^()]*\)/g, "")
      .split(",")
      .flatMap((line) => /^\s*([a-z]\w*)(?: [A-Z]|\s*$)/.exec(line)?.[1] ?? [])

  it("has every table with every column", () => {
    const tables = tablesOf(Object.values(MIGRATIONS).join("\n"))
    expect(tables.size).toBeGreaterThan(20)
    const missing = [...tables].flatMap(([table, columns]) => {
      const section = stores.split(/^### /m).find((part) => part.split("\n")[0]!.includes(`\`${table}\``))
      if (!section) return [table]
      return [...columns].filter((column) => !section.includes(`\`${column}\``)).map((column) => `${table}.${column}`)
    })
    expect(missing).toEqual([])
  })
})
