import { raw } from "hono/html"
import type { Child } from "hono/jsx"
import { type FeedKey, FORMATS, feedPath, feedTitle, MEDIA_TYPES } from "../../../feeds/catalogue/feed-key.ts"
import { directionOf, languageAttributes } from "../../../lib/text/direction.ts"
import { fnv1a } from "../../../lib/text/fnv1a.ts"
import type { Publication } from "../../../model/article.ts"
import type { Paper } from "../../../model/paper.ts"
import { STYLE_PATH } from "../assets/style.ts"
import { ALL_WORDS } from "../words/index.ts"
import type { Messages } from "../words/words.ts"
import { FORMAT_NAMES } from "./formats.tsx"
import { APPLE_ICON_PATH, MANIFEST_PATH } from "./icons.ts"

/** A feed as pages name it. `label` is the name of a section, tag or author. */
export interface PageFeed {
  key: FeedKey
  label?: string
}

export interface NavLink {
  href: string
  label: string
}

interface LayoutProps {
  paper: Paper
  words: Messages
  /** The page's language, BCP 47. */
  language: string
  /** The title in the browser's tab, before the publication's title. */
  title?: string
  description: string
  /** The absolute canonical URL. Absent on pages that search engines should not index. */
  canonical?: string
  /** The feeds for autodiscovery, in the order of their use here. Default: the publication's own. */
  feeds?: PageFeed[]
  /** The masthead's first links. Default: the newest stories. */
  nav?: NavLink[]
  /** Whether this is the home page. Its masthead is larger, and is the page's heading. */
  home?: boolean
  /** More elements of the head: Open Graph, JSON-LD. */
  head?: Child
  children?: Child
}

/** The feed with all articles. */
export const MAIN: PageFeed = { key: { kind: "main" } }

const looks = new WeakMap<Paper, string>()

/** A digest of the style, the texts and the settings of pages. A kept page without it is of another release or setting. */
export function lookOf(paper: Paper): string {
  const { publication, timeZone, sections, countLinks } = paper
  const known = looks.get(paper)
  if (known !== undefined) return known
  const look = fnv1a(JSON.stringify([STYLE_PATH, ALL_WORDS, publication, timeZone, sections, countLinks])).toString(36)
  looks.set(paper, look)
  return look
}

/** The frame of every page. */
export function Layout({ paper, words, language, title, description, canonical, home, head, ...rest }: LayoutProps) {
  const { publication } = paper
  const feeds = rest.feeds ?? [MAIN]
  const nav = [
    ...(rest.nav ?? [{ href: "/", label: words.newest }]),
    { href: "/archive", label: words.archive },
    { href: "/search", label: words.search },
    { href: "/feeds", label: words.feeds },
  ]
  return (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title ? `${title} · ${publication.title}` : publication.title}</title>
        {description && <meta name="description" content={description} />}
        <meta name="generator" content={`Check Also ${lookOf(paper)}`} />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#faf9f6" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#14171c" media="(prefers-color-scheme: dark)" />
        {canonical ? <link rel="canonical" href={canonical} /> : <meta name="robots" content="noindex" />}
        <link rel="stylesheet" href={STYLE_PATH} />
        <link rel="icon" href="/favicon.ico" sizes="48x48" />
        <link rel="icon" href={publication.icon} sizes="any" />
        <link rel="apple-touch-icon" href={APPLE_ICON_PATH} />
        <link rel="manifest" href={MANIFEST_PATH} />
        {feeds.flatMap(({ key, label }) =>
          FORMATS.map((format) => (
            <link
              rel="alternate"
              type={MEDIA_TYPES[format]}
              title={`${feedTitle(key, publication, label)} (${FORMAT_NAMES[format]})`}
              href={publication.siteUrl + feedPath(key, format)}
            />
          )),
        )}
        {head}
      </head>
      <body>
        <a class="skip" href="#main">
          {words.skip}
        </a>
        <header class={home ? "masthead masthead-home" : "masthead"}>
          <div class="wrap">
            <Title publication={publication} home={home} />
            {home && (
              <p class="tagline" {...languageAttributes(publication.language)}>
                {publication.description}
              </p>
            )}
            <nav aria-label={publication.title}>
              <ul>
                {nav.map(({ href, label }) => (
                  <li>
                    <a href={href}>
                      <bdi>{label}</bdi>
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          </div>
        </header>
        <main id="main" class="wrap">
          {rest.children}
        </main>
        <footer class="wrap colophon" {...languageAttributes(publication.language)}>
          <p>{publication.copyright}</p>
          <p>
            <a href={`mailto:${publication.contact}`}>{publication.contact}</a>
          </p>
        </footer>
      </body>
    </html>
  )
}

function Title({ publication, home }: { publication: Publication; home?: boolean }) {
  const link = (
    <a href="/" {...languageAttributes(publication.language)}>
      {publication.title}
    </a>
  )
  return home ? <h1 class="title">{link}</h1> : <p class="title">{link}</p>
}

/** Renders a whole document as text. The components are synchronous, so the result is never a promise. */
export function renderPage(page: Child): string {
  return `<!doctype html>${raw(String(page))}`
}
