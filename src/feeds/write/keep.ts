import { textToXml } from "../../lib/text/escape.ts"
import type { FeedFormat } from "../catalogue/feed-key.ts"
import { guidOf, joinDocument, splitDocument } from "./delta.ts"
import { withNamespacesOf } from "./namespaces.ts"

/**
 * Fills in entries that could not be rendered, from an earlier rendering of the document. `guids` lists all entries in
 * order. An entry in neither document is left out.
 */
export function keepEntries(document: string, earlier: string, format: FeedFormat, guids: string[]): string {
  const { open, pieces, close } = splitDocument(document, format)
  const rendered = byGuid(pieces, format)
  const kept = byGuid(splitDocument(earlier, format).pieces, format)
  const others = pieces.filter((piece) => guidOf(piece, format) === undefined)
  const entries = guids.flatMap((guid) => {
    const name = format === "json" ? guid : textToXml(guid)
    return rendered.get(name) ?? kept.get(name) ?? []
  })
  return withNamespacesOf(joinDocument({ open, pieces: [...others, ...entries], close }, format), earlier)
}

const byGuid = (pieces: string[], format: FeedFormat) => new Map(pieces.map((piece) => [guidOf(piece, format), piece]))
