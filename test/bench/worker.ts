import { capturedCases, parseCases } from "./parse.ts"
import { renderCases } from "./render.ts"

/** A piece of work; what it returns is how much of it there was (items, or bytes). */
export interface CpuCase {
  name: string
  run(): number
}

const groups: [string, CpuCase[]][] = [
  ["parse", parseCases()],
  ["render", renderCases()],
]
const cases = new Map(groups.flatMap(([group, all]) => all.map((one) => [`${group}/${one.name}`, one])))

export default {
  /**
   * `/` lists the cases; `/?case=<name>&times=<n>` does one n times and answers what the last run returned. A POST of files
   * adds the cases over captured feeds.
   */
  async fetch(request: Request): Promise<Response> {
    if (request.method === "POST") {
      const files = [...(await request.formData()).values()].filter((value) => value instanceof File)
      const feeds = await Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())))
      for (const one of capturedCases(feeds)) cases.set(`parse/${one.name}`, one)
      return new Response(null, { status: 204 })
    }
    const query = new URL(request.url).searchParams
    const name = query.get("case")
    if (name === null) return Response.json([...cases.keys()])
    const one = cases.get(name)
    if (!one) return new Response("no such case", { status: 404 })
    let amount = 0
    for (let left = Number(query.get("times")); left > 0; left--) amount = one.run()
    return new Response(String(amount))
  },
}
