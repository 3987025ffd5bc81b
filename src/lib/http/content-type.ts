import { parse } from "content-type"

/**
 * The lower-case media type of a Content-Type, and its charset (RFC 9110 §8.3). Of two headers joined by a comma the
 * first counts. Some servers put the charset in single quotes, or write other words after it.
 */
export function readContentType(header: string): { type: string; charset: string | null } {
  const { type, parameters } = parse(header, { comma: true })
  return { type, charset: /[^\s'"]+/.exec(parameters.charset ?? "")?.[0] ?? null }
}
