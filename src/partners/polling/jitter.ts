import { fnv1a } from "../../lib/text/fnv1a.ts"

/**
 * A number from 0 to 1 that spreads polls. It is the same for the same partner and time, and needs no source of
 * randomness.
 */
export const jitterOf = (partnerId: string, now: number): number => fnv1a(`${partnerId} ${now}`) / 2 ** 32
