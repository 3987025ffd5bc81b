/**
 * Gives the address if it is http or https. Undefined for `javascript:` and anything else that is not safe to follow.
 */
export function webAddress(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\//i.test(url) ? url : undefined
}
