/** A link of a Link header. */
export interface HeaderLink {
  /** As written, so it may be relative. */
  target: string
  /** In lower case. */
  rels: string[]
}

const MAX_LINKS = 50

// RFC 8288 §3: `<target>` and parameters. A value is a token or a quoted string, which may contain commas and semicolons.
const LINK = /<([^<>]*)>((?:\s*;\s*[^\s=;,]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?)*)/g
const PARAMETER = /;\s*([^\s=;,]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/g

/**
 * Reads a Link header (RFC 8288 §3), several joined by commas. Only the first `rel` of a link counts. A link with an
 * `anchor` says something of another document, so it is left out.
 */
export function parseLinkHeader(value: string): HeaderLink[] {
  const links: HeaderLink[] = []
  for (const [, target, parameters] of value.matchAll(LINK)) {
    const read = [...parameters!.matchAll(PARAMETER)].map(([, name, quoted, token]) => ({
      name: name!.toLowerCase(),
      value: quoted?.replace(/\\(.)/g, "$1") ?? token ?? "",
    }))
    const rel = read.find(({ name }) => name === "rel")?.value ?? ""
    if (read.some(({ name }) => name === "anchor")) continue
    links.push({ target: target!.trim(), rels: rel.toLowerCase().split(/\s+/).filter(Boolean) })
    if (links.length === MAX_LINKS) break
  }
  return links
}
