import fc from "fast-check"
import { inject } from "vitest"

declare module "vitest" {
  interface ProvidedContext {
    /** What property tests draw their cases from; null to draw a new one each time. */
    seed: number | null
  }
}

// A property that fails prints its seed and path: given to its fc.assert they make the same case again.
fc.configureGlobal({ seed: inject("seed") ?? undefined })
