/** RFC 3986 §6.2.2: upper-case hex digits, and no escapes for unreserved characters. */
export const normaliseEscapes = (text: string): string =>
  text.replace(/%[0-9a-f]{2}/gi, (triplet) => {
    const character = String.fromCharCode(Number.parseInt(triplet.slice(1), 16))
    return /[A-Za-z0-9._~-]/.test(character) ? character : triplet.toUpperCase()
  })
