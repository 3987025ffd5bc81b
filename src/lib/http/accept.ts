/**
 * Whether a list such as Accept-Encoding or A-IM takes this member: false when it is refused with q=0 (RFC 9110
 * §12.4.2), undefined when it is not named.
 */
export function takes(header: string, name: string): boolean | undefined {
  for (const part of header.split(",")) {
    const [member, ...parameters] = part.split(";")
    if (member!.trim().toLowerCase() === name) return !parameters.some((each) => /^\s*q\s*=\s*0(\.0*)?\s*$/i.test(each))
  }
  return undefined
}

/**
 * Whether an Accept-Encoding takes gzip (RFC 9110 §12.5.3). Without the header a client takes anything by the RFC, but
 * many that send none read nothing but plain text.
 */
export const acceptsGzip = (header: string | null): boolean =>
  header !== null && (takes(header, "gzip") ?? takes(header, "x-gzip") ?? takes(header, "*") ?? false)
