import { countAllWords } from "../eval/cost.ts"
import { countingNewsroom } from "../support/publication.ts"
import { startWorker } from "../support/worker.ts"

const ARCHIVES = [100, 10_000, 100_000]
const BURST = 500

/** What publishing costs, over archives of three sizes, and the render of every kept feed when there are 200. */
export async function* publishFigures() {
  const worker = await startWorker({ offline: true })
  try {
    const db = (await worker.miniflare.getD1Database("DB", "check-also")) as unknown as D1Database
    const articles = (await worker.miniflare.getKVNamespace("ARTICLES", "check-also")) as unknown as KVNamespace
    const courier = await countingNewsroom({ db, articles })
    await courier.costs("warm", BURST)
    for (const archive of ARCHIVES) {
      await courier.addFormer(archive)
      // The clock counts words when the index has grown by a fifth.
      await countAllWords(db)
      for (const [what, cost] of Object.entries(await courier.costs(`of-${archive}`, BURST)))
        yield { archive, what, ...cost }
    }
    await courier.keepFeeds(190)
    const { "the renders of every kept feed": every } = await courier.costs("kept", 1)
    yield { archive: ARCHIVES.at(-1), what: "the renders of every kept feed, with 190 more", ...every }
  } finally {
    await worker.stop()
  }
}
