/** Works on all of them, so many at a time: a Worker has six connections. Rejects with the first error. */
export async function inLanes<T>(lanes: number, all: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  const waiting = all.values()
  const lane = async () => {
    for (const each of waiting) await work(each)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
