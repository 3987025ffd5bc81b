// Lets one large document at a time into an isolate, which has 128 MB in all: read, a feed of 10 MB takes half of that.
// In: those that hold a document, or wait to. Out: whether it is their turn.
// https://developers.cloudflare.com/workers/platform/limits/#memory

import type { Place, Room } from "../model/room.ts"

/** Whoever holds the room for longer was cancelled by the platform. */
const MAX_HOLD_MS = 60_000
const MAX_LOOK_MS = 50

/** Waiters look again and again: a request of a Worker cannot be woken by another one that may have been cancelled. */
export function createRoom(now: () => number, pause = after): Room {
  let holder: Place | null = null
  let until = 0
  return {
    place: () => {
      let waited = false
      const place: Place = {
        enter: async (signal) => {
          while (holder !== null && holder !== place && now() < until) {
            waited = true
            await pause(MAX_LOOK_MS)
            // Whoever gave up has left already, and would hold the room without an end.
            if (signal.aborted) return "full"
          }
          holder = place
          until = now() + MAX_HOLD_MS
          return "entered"
        },
        get waited() {
          return waited
        },
        leave: () => {
          if (holder === place) holder = null
        },
      }
      return place
    },
  }
}

const after = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
