import { type ArticleRow, selectRows } from "./articles.ts"

/** The window of an aggregator's feed. */
export interface Window {
  /** Primary subtag. */
  language: string
  /** Milliseconds since 1970; null: however old. */
  since: number | null
  /** Only articles with an audio file. */
  hasAudio: boolean
  limit: number
}

// As the indexes have them.
const LANGUAGE = "substr(language, 1, instr(language || '-', '-') - 1)"
const WITH_AUDIO = `id IN (SELECT article_id FROM revisions WHERE instr(body, '"mimeType":"audio/') > 0)`

/** Selects the live articles of a window, newest first publication first. */
export const selectWindow = (db: D1Database, { language, since, hasAudio, limit }: Window): Promise<ArticleRow[]> =>
  selectRows(
    db,
    `WHERE state = 'live' AND ${LANGUAGE} = ?1 AND published_at >= ?2 ${hasAudio ? `AND ${WITH_AUDIO}` : ""}
     ORDER BY published_at DESC, id LIMIT ?3`,
    language,
    since ?? Number.MIN_SAFE_INTEGER,
    limit,
  )

/** Whether a live article is in this language. */
export async function hasLanguage(db: D1Database, language: string): Promise<boolean> {
  const found = await db
    .prepare(`SELECT 1 FROM articles WHERE state = 'live' AND ${LANGUAGE} = ?1 LIMIT 1`)
    .bind(language)
    .first()
  return found !== null
}

/**
 * Lists the languages of live articles, as primary subtags in order. D1 skips from one to the next in the index, so it
 * reads two rows for each language and not one for each article. By itself it would choose another index.
 */
export async function listLanguages(db: D1Database, limit: number): Promise<string[]> {
  const { results } = await db
    .prepare(
      `WITH RECURSIVE found (tag) AS (
         SELECT ''
         UNION ALL
         SELECT (SELECT ${LANGUAGE} FROM articles INDEXED BY articles_by_language
                 WHERE state = 'live' AND ${LANGUAGE} > found.tag ORDER BY ${LANGUAGE} LIMIT 1)
         FROM found WHERE found.tag IS NOT NULL
       )
       SELECT tag FROM found WHERE tag <> '' LIMIT ?1`,
    )
    .bind(limit)
    .all<{ tag: string }>()
  return results.map(({ tag }) => tag)
}
