// A declared namespace promises something, so it is declared only where an element uses it.

const DECLARATION = / xmlns:(\w+)="[^"]*"/g
const ROOT = /<(?:rss|feed) [^>]*/

/** Without the declarations of prefixes that no element uses. */
export function withoutUnused(document: string, prefixes: readonly string[]): string {
  const unused = prefixes.filter((prefix) => !document.includes(`<${prefix}:`))
  return unused.reduce((text, prefix) => text.replace(new RegExp(` xmlns:${prefix}="[^"]*"`), ""), document)
}

/** With the declarations of an earlier document whose prefixes are used now. */
export function withNamespacesOf(document: string, earlier: string): string {
  const declared = (text: string) => [...(ROOT.exec(text)?.[0] ?? "").matchAll(DECLARATION)]
  const own = new Set(declared(document).map(([, prefix]) => prefix))
  const lacking = declared(earlier).filter(([, prefix]) => !own.has(prefix) && document.includes(`<${prefix}:`))
  return lacking.length === 0
    ? document
    : document.replace(ROOT, (root) => root + lacking.map(([text]) => text).join(""))
}
