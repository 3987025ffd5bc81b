import { languageAttributes } from "../../../lib/text/direction.ts"
import type { Link } from "../../../model/link.ts"
import type { Paper } from "../../../model/paper.ts"
import type { Messages } from "../words/words.ts"
import { webAddress } from "./links.ts"
import { Time } from "./time.tsx"

interface BoxProps {
  links: Link[]
  words: Messages
  paper: Paper
}

/**
 * The Check Also box under an article. Without links it renders nothing. Sponsored links stand apart, so that no reader
 * takes them for the newsroom's choice.
 */
export function CheckAlsoBox({ links, words, paper }: BoxProps) {
  const shown = links.filter(({ url }) => webAddress(url))
  if (shown.length === 0) return null
  const editorial = shown.filter(({ sponsored }) => !sponsored)
  const sponsored = shown.filter((link) => link.sponsored)
  const own = languageAttributes(words.language)
  return (
    <aside class="check-also" aria-labelledby="check-also">
      <h2 id="check-also" {...own}>
        {words.checkAlso}
      </h2>
      {editorial.length > 0 && (
        <>
          <p class="note" {...own}>
            {words.checkAlsoNote}
          </p>
          <Links links={editorial} words={words} paper={paper} />
        </>
      )}
      {sponsored.length > 0 && <Links links={sponsored} words={words} paper={paper} />}
    </aside>
  )
}

function Links({ links, words, paper }: BoxProps) {
  return (
    <ul>
      {links.map((link) => (
        <li {...languageAttributes(link.language)}>
          {link.sponsored && (
            <p class="sponsored" {...languageAttributes(words.language)}>
              {words.sponsored}
            </p>
          )}
          <h3>
            <a href={link.url} rel={link.sponsored ? "sponsored noopener" : "noopener"}>
              {link.title}
            </a>
          </h3>
          <p class="meta">
            <span class="partner">
              <bdi>{link.partnerName || paper.publication.title}</bdi>
            </span>
            {link.datePublished && (
              <Time at={link.datePublished} language={link.language ?? words.language} zone={paper.timeZone} />
            )}
          </p>
          {link.summary && <p class="excerpt">{link.summary}</p>}
        </li>
      ))}
    </ul>
  )
}
