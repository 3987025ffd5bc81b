import type { Bytes } from "../../lib/crypto/hash.ts"
import { MAX_SMALL_DOCUMENT_BYTES } from "../../model/limits.ts"
import type { Room } from "../../model/room.ts"

/** How long a large document waits for others. Senders give up after about half a minute. */
const MAX_WAIT_MS = 25_000

/**
 * Does the work with a document that somebody sent, a large one in its turn. `full`: other large documents took the time,
 * and nothing was done. Call it when the sender is known, so that no stranger gets a turn.
 */
export async function inTurn<T>(room: Room, bytes: Bytes, work: () => Promise<T>): Promise<T | { outcome: "full" }> {
  const place = room.place()
  try {
    const isLarge = bytes.length > MAX_SMALL_DOCUMENT_BYTES
    if (isLarge && (await place.enter(AbortSignal.timeout(MAX_WAIT_MS))) === "full") return { outcome: "full" }
    return await work()
  } finally {
    place.leave()
  }
}
