/** The address if it is one of the web; undefined for `javascript:` and whatever else cannot be followed safely. */
export function webAddress(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\//i.test(url) ? url : undefined
}

/** The id of a section's part of the home page. */
export const sectionAnchor = (slug: string) => `section-${slug}`
