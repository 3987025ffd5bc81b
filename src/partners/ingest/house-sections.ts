/** What a CMS calls a post that nobody filed. */
const UNFILED = "uncategorized"

/**
 * A CMS's categories as tags and a section. The map's keys are categories, in any case; the first category that it names
 * gives the section, and one that it maps to "" is dropped.
 */
export function categorise(
  categories: string[],
  sectionMap: Record<string, string>,
): { tags: string[]; section?: string } {
  const map = new Map([
    [UNFILED, ""],
    ...Object.entries(sectionMap).map(([key, value]) => [key.toLowerCase(), value] as const),
  ])
  const sectionOf = (category: string) => map.get(category.toLowerCase())
  return {
    tags: categories.filter((category) => sectionOf(category) !== ""),
    section: categories.map(sectionOf).find(Boolean),
  }
}
