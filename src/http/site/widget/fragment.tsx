import { raw } from "hono/html"
import { languageAttributes } from "../../../lib/text/direction.ts"
import type { Link } from "../../../model/link.ts"
import { webAddress } from "../parts/links.ts"
import { Time } from "../parts/time.tsx"
import { wordsFor } from "../words/index.ts"
import style from "./fragment.css"

// The box as a piece of HTML, for server-side includes, ESI and builds: no script, its own small style.
// In: links, and the language and heading of the page around it. Out: HTML, or nothing without links.

const STYLE = style.replace(/\s*\n\s*/g, "")

interface Fragment {
  links: Link[]
  language: string
  /** Empty: no heading is shown. */
  heading?: string
  /** Who publishes our own stories. */
  publisher: string
  /** IANA name. */
  timeZone: string
}

export function fragment({ links, language, heading, publisher, timeZone }: Fragment): string {
  const words = wordsFor(language)
  const title = heading ?? words.checkAlso
  const shown = links.filter(({ url }) => webAddress(url))
  if (!shown.length) return ""
  const list = (isPaid: boolean) => {
    const some = shown.filter(({ sponsored }) => sponsored === isPaid)
    if (!some.length) return null
    return <ul>{some.map((link) => line(link, isPaid))}</ul>
  }
  const line = (link: Link, isPaid: boolean) => (
    <li {...languageAttributes(link.language)}>
      {isPaid && (
        <p class="label" {...languageAttributes(words.language)}>
          {words.sponsored}
        </p>
      )}
      <a href={link.url} rel={isPaid ? "sponsored noopener" : "noopener"}>
        {link.title}
      </a>
      <p>
        <bdi>{link.partnerName || publisher}</bdi>{" "}
        {link.datePublished && (
          <Time at={link.datePublished} language={link.language ?? words.language} zone={timeZone} />
        )}
      </p>
    </li>
  )
  return String(
    <section class="check-also" aria-label={title || words.checkAlso} {...languageAttributes(words.language)}>
      <style>{raw(STYLE)}</style>
      {title && <h2>{title}</h2>}
      {list(false)}
      {list(true)}
    </section>,
  )
}
