/**
 * FNV-1a over UTF-16 units: 32 bits, unsigned. For telling texts apart by accident only; anybody can make two that are
 * alike. With another offset and prime it is an independent second opinion.
 */
export function fnv1a(text: string, offset = 0x811c9dc5, prime = 0x01000193): number {
  let hash = offset
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), prime)
  return hash >>> 0
}
