import { jsonChunkPairs } from "./json-chunks.ts"

/** A live item of another partner that may tell the same story. */
export interface SameStoryCandidate {
  /** Of the story's first item. */
  id: string
  urlKey: string
  titleKey: string
  title: string
  summary: string
  content: string
  publishedAt: number
}

/** Live items of other partners at one of these addresses, or under one of these titles in this span; first held first. */
export async function findSameStoryCandidates(
  db: D1Database,
  partnerId: string,
  keys: { urlKeys: string[]; titleKeys: string[]; from: number; to: number },
): Promise<SameStoryCandidate[]> {
  const columns = `coalesce(story, id) AS id, url_key AS urlKey, title_key AS titleKey, title, summary, content,
    published_at AS publishedAt, seen_at AS seenAt, n`
  const statement = db.prepare(
    `SELECT ${columns} FROM items
     WHERE url_key IN (SELECT value FROM json_each(?2)) AND partner_id NOT IN ('', ?1) AND state = 'live'
     UNION SELECT ${columns} FROM items
     WHERE title_key IN (SELECT value FROM json_each(?3)) AND published_at BETWEEN ?4 AND ?5
       AND partner_id <> '' AND partner_id <> ?1 AND state = 'live'
     ORDER BY seenAt, n`,
  )
  const found = new Map<number, SameStoryCandidate & { seenAt: number; n: number }>()
  for (const [urlKeys, titleKeys] of jsonChunkPairs(keys.urlKeys, keys.titleKeys)) {
    const bound = statement.bind(partnerId, urlKeys, titleKeys, keys.from, keys.to)
    const { results } = await bound.all<SameStoryCandidate & { seenAt: number; n: number }>()
    for (const candidate of results) found.set(candidate.n, candidate)
  }
  return [...found.values()].sort((a, b) => a.seenAt - b.seenAt || a.n - b.n)
}
