import type { Link } from "../model/link.ts"
import { toLink } from "../ranking/select.ts"
import { findItems } from "../store/candidates.ts"
import type { Pin } from "../store/link-lists.ts"

/** Makes links of editors' pins, in their order. Items that may not be linked any more are left out. */
export async function pinnedLinks(db: D1Database, pins: Pin[]): Promise<Link[]> {
  if (!pins.length) return []
  const items = await findItems(
    db,
    pins.filter((pin) => typeof pin === "string"),
  )
  return pins.flatMap((pin): Link[] => {
    if (typeof pin === "string") {
      const candidate = items.find(({ id }) => id === pin)
      return candidate ? [{ ...toLink({ candidate, score: 1, reason: [] }), pinned: true }] : []
    }
    const { url, title, partnerName = hostOf(url), sponsored = false } = pin
    return [
      {
        id: url,
        url,
        title,
        authors: [],
        partner: "",
        partnerName,
        score: 1,
        reason: [],
        pinned: true,
        sponsored,
        fit: "related",
      },
    ]
  })
}

/** The name for a pinned page when the editor gives none: its host. */
const hostOf = (url: string) => (URL.parse(url)?.hostname ?? "").replace(/^www\./, "")
