import type { Article } from "../model/article.ts"
import type { Link } from "../model/link.ts"
import { nudgeOutbox, type OutboxDeps } from "../outbox/outbox.ts"
import { findItems } from "../store/candidates.ts"
import { findEdits, type Pin, type StoredEdits, saveEdits } from "../store/link-lists.ts"
import { giveUp } from "../store/unavailable.ts"
import { MAX_ATTEMPTS } from "../store/write.ts"
import type { CheckAlsoDeps } from "./compute.ts"
import { renewList } from "./renew.ts"

export type EditOutcome =
  | { outcome: "done"; links: Link[]; version: number }
  | { outcome: "unknown-item"; id: string; pointer: string }
  | { outcome: "precondition-failed"; version: number }

/** Replaces the editors' decisions for an article's list, if `mayReplace` allows it. */
export async function editLinks(
  deps: CheckAlsoDeps & OutboxDeps,
  article: Article,
  edits: { pin: Pin[]; exclude: string[]; fill: boolean },
  now: number,
  mayReplace: (before: StoredEdits) => boolean = () => true,
): Promise<EditOutcome> {
  const { pin, exclude, fill } = edits
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const before = await findEdits(deps.db, article.id)
    const { version } = before
    if (!mayReplace(before)) return { outcome: "precondition-failed", version }
    const unknown = await findUnknown(deps.db, pin)
    if (unknown) return { outcome: "unknown-item", ...unknown }
    if (!(await saveEdits(deps.db, article.id, { pins: pin, excludes: exclude, fill }, version))) continue
    const links = await renewList(deps, article, now)
    await nudgeOutbox(deps)
    return { outcome: "done", links, version: version + 1 }
  }
  return giveUp(`the list of article ${article.id}`)
}

/** Finds the first pinned item that may not be linked. */
async function findUnknown(db: D1Database, pins: Pin[]): Promise<{ id: string; pointer: string } | null> {
  const ids = pins.filter((pin) => typeof pin === "string")
  const held = new Set((await findItems(db, ids)).map(({ id }) => id))
  const index = pins.findIndex((pin) => typeof pin === "string" && !held.has(pin))
  return index < 0 ? null : { id: pins[index] as string, pointer: `/pin/${index}` }
}
