import { findSketches, type SketchSwap, swapSketches } from "../store/audience.ts"
import { mergeSketches } from "./sketch.ts"

/** Isolates that write the same feed at the same moment get in each other's way. */
const MAX_ATTEMPTS = 5

interface Counted {
  feed: string
  file: string
  sketch: string
}

const idOf = ({ feed, file }: { feed: string; file: string }) => `${feed}/${file}`

/**
 * Puts sketches together with those of other isolates. What adds nothing costs a row read each. After five attempts it
 * is left out: those readers come again.
 */
export async function addSketches(db: D1Database, day: string, counted: Counted[]): Promise<void> {
  let open = new Map(counted.map((each) => [idOf(each), each]))
  for (let attempt = 0; attempt < MAX_ATTEMPTS && open.size > 0; attempt++) {
    const known = await findSketches(db, day, [...open.values()])
    const swaps = known.flatMap(({ feed, file, sketch: before }): SketchSwap[] => {
      const after = mergeSketches(before, open.get(idOf({ feed, file }))!.sketch)
      return after === before ? [] : [{ feed, file, before, after }]
    })
    if (!swaps.length) return
    const done = new Set((await swapSketches(db, day, swaps)).map(idOf))
    open = new Map(swaps.filter((swap) => !done.has(idOf(swap))).map((swap) => [idOf(swap), open.get(idOf(swap))!]))
  }
}
