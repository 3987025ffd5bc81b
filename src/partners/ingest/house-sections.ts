/** WordPress's category for a post without a category. */
const UNFILED = "uncategorized"

/**
 * Turns a CMS's categories into tags and a section. The map's keys are categories, in any case. The first mapped
 * category gives the section. A category that is mapped to "" is dropped.
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
