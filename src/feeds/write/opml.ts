import { cleanLine, textToAttribute, textToXml } from "../../lib/text/escape.ts"
import type { Publication } from "../../model/article.ts"
import type { Partner } from "../../model/partner.ts"
import {
  type Facet,
  type FacetKind,
  type FeedKey,
  feedDescription,
  feedPath,
  feedTitle,
} from "../catalogue/feed-key.ts"
import { toLabel } from "./labels.ts"

export interface OpmlInput {
  publication: Publication
  /** The sections, tags and authors to list, in order. */
  facets: Facet[]
}

const GROUPS: [FacetKind, string][] = [
  ["section", "Sections"],
  ["tag", "Tags"],
  ["author", "Authors"],
]

/** Our feeds as OPML 2.0. Each is listed once, as RSS, so that an import subscribes to no feed twice. */
export function toOpml({ publication, facets }: OpmlInput): string {
  const outlines = (["main", "summary", "with-links"] as const).map((kind) => ownOutline(publication, { kind }))
  for (const [kind, name] of GROUPS) {
    const members = facets.filter((facet) => facet.kind === kind)
    if (members.length === 0) continue
    const inner = members.map(({ slug, label }) => `  ${ownOutline(publication, { kind, slug }, label)}`)
    outlines.push(`    <outline text="${name}">\n${inner.join("")}    </outline>\n`)
  }
  const head = { title: toLabel(publication.title), ownerEmail: publication.contact, ownerId: publication.homeUrl }
  return document(head, outlines)
}

function ownOutline(publication: Publication, key: FeedKey, label?: string): string {
  const title = toLabel(feedTitle(key, publication, label))
  return outline({
    text: title,
    title,
    description: toLabel(feedDescription(key, publication, label)),
    type: "rss",
    version: "RSS2",
    language: publication.language,
    xmlUrl: publication.siteUrl + feedPath(key, "rss"),
    htmlUrl: publication.homeUrl,
  })
}

/** Partners' feeds as OPML 2.0. */
export const toPartnersOpml = (partners: Partner[], title: string): string =>
  document(
    { title },
    partners.flatMap(({ name, homeUrl, feedUrl, language }) =>
      feedUrl === undefined
        ? []
        : [outline({ text: name, title: name, type: "rss", language, xmlUrl: feedUrl, htmlUrl: homeUrl })],
    ),
  )

const document = (head: Record<string, string>, outlines: string[]): string => `<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
  <head>
${Object.entries(head)
  .map(([name, value]) => `    <${name}>${textToXml(cleanLine(value))}</${name}>\n`)
  .join("")}  </head>
  <body>
${outlines.join("")}  </body>
</opml>
`

/** An outline element. Attributes without a value are left out. */
function outline(attributes: Record<string, string | undefined>): string {
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value ? [`${name}="${textToAttribute(cleanLine(value))}"`] : [],
  )
  return `    <outline ${written.join(" ")}/>\n`
}
