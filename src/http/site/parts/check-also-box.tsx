import { languageAttributes } from "../../../lib/text/direction.ts"
import type { Link } from "../../../model/link.ts"
import type { Messages } from "../words/words.ts"
import { webAddress } from "./links.ts"
import { Time } from "./time.tsx"

/** The Check Also box under an article. Without links it renders nothing. */
export function CheckAlsoBox({ links, words, title }: { links: Link[]; words: Messages; title: string }) {
  const shown = links.filter(({ url }) => webAddress(url))
  if (shown.length === 0) return null
  return (
    <aside class="check-also" aria-labelledby="check-also">
      <h2 id="check-also" {...languageAttributes(words.language)}>
        {words.checkAlso}
      </h2>
      <p class="check-also-note" {...languageAttributes(words.language)}>
        {words.checkAlsoNote}
      </p>
      <ul>
        {shown.map((link) => (
          <li {...languageAttributes(link.language)}>
            <h3>
              <a href={link.url} rel={link.sponsored ? "sponsored noopener" : "noopener"}>
                {link.title}
              </a>
            </h3>
            <p class="meta">
              <span class="partner">
                <bdi>{link.partnerName || title}</bdi>
              </span>
              {link.datePublished && <Time at={link.datePublished} language={link.language ?? words.language} />}
              {link.sponsored && (
                <span class="sponsored" {...languageAttributes(words.language)}>
                  {words.sponsored}
                </span>
              )}
            </p>
            {link.summary && <p class="excerpt">{link.summary}</p>}
          </li>
        ))}
      </ul>
    </aside>
  )
}
