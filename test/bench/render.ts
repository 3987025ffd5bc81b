import { ORDINARY, WRITERS } from "../support/peers.ts"

/** One writer and the same fifty articles in three formats; `run` gives the bytes of all three documents. */
export interface RenderCase {
  name: string
  run(): number
}

const encoder = new TextEncoder()

export function renderCases(): RenderCase[] {
  return Object.entries(WRITERS).map(([name, write]) => ({
    name,
    run: () => {
      const { rss, atom, json } = write(ORDINARY)
      return [rss, atom, json].reduce((sum, document) => sum + encoder.encode(document).byteLength, 0)
    },
  }))
}
