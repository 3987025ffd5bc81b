import { describe, expect, it } from "vitest"
import { dependencies } from "../package.json"
import envSource from "../src/env.ts?raw"
import { VARIABLES } from "../src/model/variables.ts"
import wranglerConfig from "../wrangler.toml?raw"

const SOURCES = import.meta.glob<string>(["../src/**/*.ts", "../src/**/*.tsx", "!../src/dev/**"], {
  query: "?raw",
  eager: true,
  import: "default",
})

const readmes = Object.values(
  import.meta.glob<string>(["../README.md", "../src/**/README.md", "./**/README.md"], {
    query: "?raw",
    eager: true,
    import: "default",
  }),
).join("\n")

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

// The rooms, from the ground up. A file may import from its own room and from those before it.
const ROOMS = `
  shims
  lib/text lib/crypto lib/url lib/charset lib/http lib/html
  model
  feeds/catalogue feeds/write feeds/profiles/kit feeds/profiles feeds/topic.ts
  feeds/read/dates feeds/read/xml feeds/read/formats feeds/read
  ranking/words ranking
  store web counting outbox checkalso rendering newsroom websub hub watch
  partners/ingest partners/polling partners/pushing partners/subscribing partners
  backup
  http/kit http/feeds http/api
  http/site/words http/site/assets http/site/parts http/site/pages http/site/widget http/site/docs http/site http
  jobs.ts clock.ts env.ts index.ts`
  .trim()
  .split(/\s+/)

const rank = (path: string) => ROOMS.indexOf(ROOMS.includes(path) ? path : path.slice(0, path.lastIndexOf("/")))

const importsOf = (source: string) => [...source.matchAll(/(?:from|import) "(\.[^"]+)"/g)].map(([, path]) => path!)

describe("the layout", () => {
  const files = Object.entries(SOURCES).map(([path, source]) => [path.replace("../src/", ""), source] as const)
  const resolve = (path: string, target: string) => new URL(target, `file:///${path}`).pathname.slice(1)
  // The shim takes zod apart by path; nothing of ours imports it.
  const ours = files.filter(([path]) => !path.startsWith("shims/"))
  const imports = new Map(ours.map(([path, source]) => [path, importsOf(source).map((to) => resolve(path, to))]))

  it("has a room in the order for every file", () => {
    expect(files.length).toBeGreaterThan(50)
    expect(files.filter(([path]) => rank(path) < 0).map(([path]) => path)).toEqual([])
  })

  it.each(ours)("%s imports only from its room or above", (path) => {
    for (const target of imports.get(path)!) {
      expect(rank(target), `${path} imports ${target}`).toBeLessThanOrEqual(rank(path))
    }
  })

  it("has no circle of files", () => {
    const done = new Set<string>()
    const circles: string[] = []
    const visit = (path: string, way: string[]) => {
      if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(" → "))
      else if (!done.has(path)) {
        for (const target of imports.get(path) ?? []) visit(target, [...way, path])
        done.add(path)
      }
    }
    for (const [path] of ours) visit(path, [])
    expect(circles).toEqual([])
  })

  it("asks no clock and no chance but in env.ts", () => {
    const own = /\b(?:Date\.now|Math\.random)\b|new Date\(\)/

    expect(
      files
        .filter(([, source]) => own.test(source))
        .map(([path]) => path)
        .sort(),
    ).toEqual(["env.ts"])
  })

  it("reads vars in env.ts alone", () => {
    const readers = files.filter(([, source]) => /\b(?:process\.env|c\.env)\b/.test(source)).map(([path]) => path)
    expect(readers).toEqual([])
  })

  it("writes to the console in lib/text/log.ts alone", () => {
    // Examples in comments may.
    const writers = files.filter(([, source]) => /^(?! \*).*\bconsole\b[.[]/m.test(source)).map(([path]) => path)
    expect(writers).toEqual(["lib/text/log.ts"])
  })

  it("keeps SQL and KV keys in store/", () => {
    const sql = /\b(?:SELECT .+ FROM|INSERT INTO|DELETE FROM|UPDATE \w+ SET)\b/s
    const key = /["'`](?:article|feed)\/|\b(?:articles|kv)\.(?:get|put|delete|list|getWithMetadata)\(/
    const outside = files
      .filter(([path, source]) => !path.startsWith("store/") && (sql.test(source) || key.test(source)))
      .map(([path]) => path)
    expect(outside).toEqual([])
  })

  it("knows each package behind one door", () => {
    // A file, or a room with all in it.
    const doors: Record<string, string[]> = {
      "@hono/zod-openapi": ["http/"],
      "@orama/stemmers": ["ranking/words/stem.ts"],
      "content-type": ["lib/http/content-type.ts"],
      entities: ["lib/html/entities.ts"],
      feed: ["feeds/write/head.ts"],
      hono: ["http/"],
      htmlparser2: ["lib/html/walk.ts"],
      "image-size": ["web/image-header.ts"],
      "ipaddr.js": ["web/addresses.ts"],
      "rss-parser": ["feeds/read/second-opinion.ts"],
      zod: ["model/", "store/"],
    }
    expect(Object.keys(doors)).toEqual(Object.keys(dependencies).sort())
    const importers = (name: string) => {
      const imports = new RegExp(`(?:from |import |import\\()"${name}(?:/[^"]*)?"`)
      return ours.filter(([, source]) => imports.test(source)).map(([path]) => path)
    }
    const doorOf = (name: string, path: string) => doors[name]!.find((door) => path.startsWith(door)) ?? path
    const used = Object.keys(doors).map((name) => {
      const places = importers(name).map((path) => doorOf(name, path))
      return [name, [...new Set(places)].sort()]
    })
    expect(Object.fromEntries(used)).toEqual(doors)
  })

  it("loads rss-parser only when it is asked", () => {
    const door = SOURCES["../src/feeds/read/second-opinion.ts"]!
    expect(door.match(/.*"rss-parser".*/g)).toEqual([expect.stringContaining('await import("rss-parser")')])
  })

  it("declares every binding of wrangler.toml in Env, except for the queue that nobody sends to", () => {
    const bindings = [...wranglerConfig.matchAll(/^(?:binding|name) = "([A-Z_]+)"/gm)].map(([, name]) => name!)
    const declared = /interface Env \{([^}]*)\}/.exec(envSource)![1]!
    expect([...declared.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name!).sort()).toEqual(
      bindings.filter((name) => name !== "DEAD_LETTERS").sort(),
    )
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
    expect(VARIABLES.filter((name) => !readmes.includes(`\`${name}\``))).toEqual([])
  })
})
