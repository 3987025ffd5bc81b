import { escapeAttribute, escapeText } from "../../lib/text/escape.ts"
import type { Publication } from "../../model/article.ts"
import { type FacetKind, type FeedKey, feedDescription, feedPath, feedTitle } from "../catalogue/feed-key.ts"
import { toLabel } from "./labels.ts"

export interface OpmlInput {
  publication: Publication
  /** Sections, tags or authors whose feeds are to stand in it, in order. */
  facets: { kind: FacetKind; slug: string; label: string }[]
}

const GROUPS: [FacetKind, string][] = [
  ["section", "Sections"],
  ["tag", "Tags"],
  ["author", "Authors"],
]

/** Our feeds as OPML 2.0: each once, as RSS, so that a reader that imports it does not subscribe to one twice. */
export function toOpml({ publication, facets }: OpmlInput): string {
  const outlines = (["main", "summary", "with-links"] as const).map((kind) => outline(publication, { kind }))
  for (const [kind, name] of GROUPS) {
    const members = facets.filter((facet) => facet.kind === kind)
    if (members.length === 0) continue
    const inner = members.map(({ slug, label }) => `  ${outline(publication, { kind, slug }, label)}`)
    outlines.push(`    <outline text="${name}">\n${inner.join("\n")}\n    </outline>`)
  }
  return `<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
  <head>
    <title>${escapeText(toLabel(publication.title))}</title>
    <ownerEmail>${escapeText(publication.contact)}</ownerEmail>
    <ownerId>${escapeText(publication.homeUrl)}</ownerId>
  </head>
  <body>
${outlines.join("\n")}
  </body>
</opml>
`
}

function outline(publication: Publication, key: FeedKey, label?: string): string {
  const attributes: [string, string][] = [
    ["text", feedTitle(key, publication, label)],
    ["title", feedTitle(key, publication, label)],
    ["description", feedDescription(key, publication, label)],
    ["type", "rss"],
    ["version", "RSS2"],
    ["language", publication.language],
    ["xmlUrl", publication.siteUrl + feedPath(key, "rss")],
    ["htmlUrl", publication.homeUrl],
  ]
  return `    <outline ${attributes.map(([name, value]) => `${name}="${escapeAttribute(toLabel(value))}"`).join(" ")}/>`
}
