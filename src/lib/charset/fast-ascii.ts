/**
 * Whether all bytes are printable ASCII, tabs and line feeds: text that needs no cleaning. Looks at four bytes at a time,
 * which is several times faster than a regular expression over the text.
 */
export function isPlainAscii(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return arePlain(bytes, 0, bytes.length)
  const start = (4 - (bytes.byteOffset % 4)) % 4
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + start, (bytes.length - start) >> 2)
  if (!arePlain(bytes, 0, start) || !arePlain(bytes, start + words.length * 4, bytes.length)) return false
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!
    // The high bit of a byte is set for 0x80 to 0xFF, after adding 1 for 0x7F, after taking away 0x20 for controls.
    if (((word | (word + 0x01010101) | (word - 0x20202020)) & 0x80808080) === 0) continue
    if (!arePlain(bytes, start + index * 4, start + index * 4 + 4)) return false
  }
  return true
}

function arePlain(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!
    if ((byte < 0x20 && byte !== 0x09 && byte !== 0x0a) || byte > 0x7e) return false
  }
  return true
}
