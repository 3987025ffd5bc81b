// How a partner pushes a story, in four languages. test/conformance/recipes.test.ts runs each file as it is.
import javascript from "./push.mjs.txt"
import php from "./push.php.txt"
import python from "./push.py.txt"
import shell from "./push.sh.txt"

export const RECIPES = [
  ["curl", shell],
  ["JavaScript", javascript],
  ["PHP", php],
  ["Python", python],
] as const

/** The recipe for this service. */
export const recipeFor = (text: string, siteUrl: string): string => text.replace("SERVICE_URL", siteUrl)
