import { parse } from "content-type"

/**
 * The media type of a Content-Type, in lower case, and its charset (RFC 9110 §8.3). Two headers that were joined by a
 * comma count as the first. Servers also write the charset between single quotes, or words behind it.
 */
export function readContentType(header: string): { type: string; charset: string | null } {
  const { type, parameters } = parse(header, { comma: true })
  return { type, charset: /[^\s'"]+/.exec(parameters.charset ?? "")?.[0] ?? null }
}
