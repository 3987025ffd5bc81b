// Looks through HTML once before it is sanitised, for what can be known only at its end.
// In: any HTML. Out: which ids its own links point to, and which `noscript` picture stands for which waiting picture.
// Source: HTML §4.12.2 (`noscript`), §7.4.6.3 (fragments).
import { Dropped } from "./dropped.ts"
import { fragmentWithin, idOf, type Place, pageOf } from "./fragments.ts"
import { chooseMedia, isMedium, type Medium, toMedium } from "./originals.ts"
import { ruleOf } from "./rules.ts"
import type { Attribute } from "./tokens.ts"
import { walkHtml } from "./walk.ts"

export interface Survey {
  /** Ids that a link points to. */
  targets: ReadonlySet<string>
  /** What to write of each picture and player, by its number in the document; null for nothing. Absent: as it is. */
  media: ReadonlyMap<number, readonly Attribute[] | null>
}

export const NOTHING: Survey = { targets: new Set(), media: new Map() }

/** Whether there may be a link to the same HTML: a `#` right after `"`, `'`, `=` or the address of the page. */
function mayLinkWithin(html: string, { baseUrl, pageUrl }: Place): boolean {
  for (let at = html.indexOf("#"); at >= 0; at = html.indexOf("#", at + 1)) {
    const before = html.charCodeAt(at - 1)
    if (before === 0x22 || before === 0x27 || before === 0x3d) return true
    // A reference such as `&#8217;` is the most frequent.
    if (before !== 0x26 && [baseUrl, pageUrl].some((url) => url && html.endsWith(pageOf(url)!, at))) return true
  }
  return false
}

/** Most HTML has nothing to find. It is not walked. */
export function surveyHtml(html: string, options: Place): Survey {
  const hasOriginals = html.includes("<noscript") || html.includes("<NOSCRIPT")
  const hasTargets = mayLinkWithin(html, options) && /\s(?:id|name)\s*=/i.test(html)
  if (!hasOriginals && !hasTargets) return NOTHING
  const ids = new Set<string>()
  const linked = new Set<string>()
  const found: Medium[] = []
  const dropped = new Dropped()
  let text = 0
  let noscript = 0
  walkHtml(html, {
    open(name, attributes) {
      const { isAllowed, isDropped, isVoid } = ruleOf(name)
      const isNoscript = name === "noscript"
      if (isNoscript) noscript++
      const isGone = dropped.open(name, isDropped && !isNoscript, isVoid)
      if (hasTargets && isAllowed && !isGone && noscript === 0) noteTargets(name, attributes)
      if (hasOriginals && isMedium(name)) {
        found.push(toMedium(name, isGone ? [] : attributes, noscript > 0, text, options.baseUrl))
      }
    },
    text(content) {
      if (noscript === 0 && /\S/.test(content)) text++
    },
    close(name) {
      if (name === "noscript") noscript--
      dropped.close()
    },
  })
  function noteTargets(name: string, attributes: readonly Attribute[]) {
    const own = idOf(name, attributes)
    if (own !== undefined) ids.add(own)
    const href = name === "a" ? attributes.find(([attribute]) => attribute === "href")?.[1] : undefined
    const target = href && fragmentWithin(href, options)
    if (target) linked.add(target)
  }
  const survey = { targets: ids.intersection(linked), media: chooseMedia(found) }
  return survey.targets.size + survey.media.size === 0 ? NOTHING : survey
}
