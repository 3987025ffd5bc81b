// Reads a Ghost export (Settings → Export).
// In: its JSON. Out: its posts.
// Source: Ghost's export of versions 1 to 6: db[0].data with tables as lists.
import { parseLanguage } from "../../lib/text/language.ts"
import { present } from "../../lib/text/present.ts"
import { toRfc3339 } from "../../lib/text/time.ts"
import { type Found, leaveOut, type Post } from "./post.ts"

type Row = Record<string, unknown>
type Tables = Record<string, Row[] | undefined>

/** The tables of a Ghost export; null when the text is none. */
export function ghostTables(text: string): Tables | null {
  if (!/^\s*\{/.test(text)) return null
  try {
    const parsed = JSON.parse(text) as { db?: { data?: Tables }[]; data?: Tables }
    const data = parsed.db?.[0]?.data ?? parsed.data
    return Array.isArray(data?.posts) ? data : null
  } catch {
    return null
  }
}

/** The export has `__GHOST_URL__` for the site's address, which it does not say. */
export function readGhost(tables: Tables, site: string | undefined): Found {
  const found: Found = { what: "a Ghost export", posts: [], leftOut: new Map(), notes: [] }
  const setting = (key: string) => text(tables.settings?.find((row) => row.key === key)?.value)
  const language = parseLanguage(setting("locale") ?? setting("lang") ?? "") ?? undefined
  const tags = related(tables.posts_tags, "tag_id", tables.tags)
  const authors = related(tables.posts_authors, "author_id", tables.users)
  const users = byId(tables.users)
  const metas = new Map((tables.posts_meta ?? []).map((row) => [String(row.post_id), row]))
  for (const row of tables.posts ?? []) {
    const kind = kindOf(row)
    if (kind) {
      leaveOut(found.leftOut, kind)
      continue
    }
    const id = String(row.id)
    const writers = authors.get(id) ?? [users.get(String(row.author_id ?? ""))].filter((user) => user !== undefined)
    const post = toPost(row, { tags: tags.get(id) ?? [], writers, meta: metas.get(id) ?? {}, language, site })
    if (typeof post === "string") leaveOut(found.leftOut, post)
    else found.posts.push(post)
  }
  if (!site && found.posts.length) {
    found.notes.push("A Ghost export does not say its address. With --site https://… articles keep their addresses.")
  }
  return found
}

function kindOf(row: Row): string | null {
  if (row.type === "page" || row.page === 1 || row.page === true) return "pages"
  if (row.status === "draft") return "drafts"
  if (row.status === "sent") return "newsletters that were only sent"
  if (row.visibility && row.visibility !== "public") return "posts for members alone"
  return row.status === "published" || row.status === "scheduled" ? null : `posts with the status ${row.status}`
}

interface Beside {
  tags: Row[]
  writers: Row[]
  meta: Row
  language: string | undefined
  site: string | undefined
}

/** The post, or as what it is left out. */
function toPost(row: Row, { tags, writers, meta, language, site }: Beside): Post | string {
  const here = (value: unknown) => text(value)?.replaceAll("__GHOST_URL__", site ?? "")
  const title = text(row.title)
  const html = here(row.html)
  const slug = text(row.slug) ?? ""
  if (!title) return "posts without a title"
  if (!html) return "posts without a text"
  const image = here(row.feature_image)
  // Tags with a # are for the theme.
  const [section, ...others] = tags.filter(isPublic).flatMap(({ name }) => text(name) ?? [])
  const alt = text(meta.feature_image_alt)
  const credit = plain(text(meta.feature_image_caption))
  return {
    slug,
    item: {
      title,
      content_html: html,
      ...present({
        url: site && `${site}/${slug}/`,
        summary: text(row.custom_excerpt),
        image: image && URL.canParse(image) ? image : undefined,
        date_published: time(row.published_at),
        date_modified: time(row.updated_at),
        authors: writers.flatMap(({ name, website }) => {
          const known = text(name)
          return known ? [{ name: known, ...present({ url: text(website) }) }] : []
        }),
        tags: others,
        language: parseLanguage(text(row.locale) ?? "") ?? language,
      }),
      _check_also: { section, ...(image ? { image: present({ alt, credit }) } : {}) },
    },
  }
}

const isPublic = ({ visibility, name }: Row) => visibility !== "internal" && !String(name).startsWith("#")

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : undefined

const plain = (html: string | undefined) => html?.replace(/<[^>]*>/g, "").trim() || undefined

/** Ghost has ISO 8601, and milliseconds in old exports. */
function time(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined
  const ms = new Date(value).getTime()
  return Number.isNaN(ms) ? undefined : toRfc3339(ms)
}

const byId = (rows: Row[] = []) => new Map(rows.map((row) => [String(row.id), row]))

/** The rows that a table of pairs gives each post, in their order. */
function related(pairs: Row[] = [], column: string, rows: Row[] | undefined): Map<string, Row[]> {
  const known = byId(rows)
  const found = new Map<string, Row[]>()
  for (const pair of [...pairs].sort((one, other) => Number(one.sort_order ?? 0) - Number(other.sort_order ?? 0))) {
    const row = known.get(String(pair[column]))
    const post = String(pair.post_id)
    if (row) found.set(post, [...(found.get(post) ?? []), row])
  }
  return found
}
