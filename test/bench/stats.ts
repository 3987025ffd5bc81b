/** The value below which this share (0 to 1) of the values lies; the values need no order. */
export function quantile(values: Iterable<number>, share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: Iterable<number>) => quantile(values, 0.5)

/** Three significant digits: what a figure of one run on one machine can carry. */
export const rounded = (value: number) => Number(value.toPrecision(3))
