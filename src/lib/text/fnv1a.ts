/**
 * FNV-1a over UTF-16 units: 32 bits, unsigned. It is not secure: anybody can construct a collision. With another offset
 * and prime it is a second, independent hash.
 */
export function fnv1a(text: string, offset = 0x811c9dc5, prime = 0x01000193): number {
  let hash = offset
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), prime)
  return hash >>> 0
}
