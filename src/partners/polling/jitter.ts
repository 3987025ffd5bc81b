import { fnv1a } from "../../lib/text/fnv1a.ts"

/** 0..1 for a poll of this partner now: spreads polls without a source of randomness, the same for the same poll. */
export const jitterOf = (partnerId: string, now: number): number => fnv1a(`${partnerId} ${now}`) / 2 ** 32
