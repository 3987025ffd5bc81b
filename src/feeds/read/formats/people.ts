import { childElements, textOf, type XmlElement } from "../xml/tree.ts"
import { Fields } from "./fields.ts"
import type { RawAuthor } from "./raw.ts"

const PARTS = new Set(["name", "email", "uri", "url", "title", "homepage"])

const NAME = ["atom:name", "name", "atom:title", "title"]
const EMAIL = ["atom:email", "email"]
const ADDRESS = ["atom:uri", "uri", "atom:url", "url", "atom:homepage", "homepage"]

/** Atom's person (RFC 4287 §3.2). The namespace of its parts does not matter. */
export function readPerson(element: XmlElement, documentUrl: string | undefined): RawAuthor[] {
  if (!childElements(element).some(({ local }) => PARTS.has(local))) return readNames(textOf(element))
  const fields = new Fields(element, documentUrl)
  const name = fields.text(NAME)
  const email = fields.text(EMAIL)
  const address = fields.addresses(ADDRESS)[0]
  if (name === undefined && email === undefined && address === undefined) return []
  return [{ name: name ?? "", ...(address ? { address } : {}) }]
}

const LOCAL = "(?:mailto:)?[^\\s@()<>,;]{1,64}@"
// Beside brackets any domain counts. Elsewhere it needs a full stop, because `@laila` and `Desk@Herald` are names.
const WITH_NAME = new RegExp(`^${LOCAL}[^\\s@()<>,;]+ ?\\((.*)\\)$|^(.*)<${LOCAL}[^\\s@()<>,;]+>$`, "i")
const ANY_ADDRESS = new RegExp(`${LOCAL}(?:[^\\s@()<>,;.]+\\.)+[^\\s@()<>,;.]+`, "i")

/** The name in an RSS `author`: `mail (Name)`, `Name <mail>` or only a name. A list of names is not split. */
export function readNames(text: string): RawAuthor[] {
  const plain = text.slice(0, 1000).replace(/\s+/g, " ").trim()
  if (plain === "") return []
  return [{ name: plain.includes("@") ? withoutAddress(plain) : plain }]
}

function withoutAddress(text: string): string {
  const found = WITH_NAME.exec(text)
  if (found) return (found[1] ?? found[2]!).trim()
  if (!ANY_ADDRESS.test(text)) return text
  const rest = text
    .replace(ANY_ADDRESS, " ")
    .replace(/\( *\)|< *>|\[ *\]/g, " ")
    .replace(/\s+/g, " ")
    .replace(/^[\s,;:-]+|[\s,;:-]+$/g, "")
  // Removes brackets that surrounded the address, even if one of them is missing.
  return /^[(<[]?([^()<>[\]]*)[)>\]]?$/.exec(rest)?.[1]?.trim() ?? rest
}
