// Makes src/ranking/words/stop-words-iso.ts from the package stopwords-iso: `npx node test/scripts/stop-words.ts`.
// Only the shortest words are taken. Longer ones of these lists often say what a text is about, and the index itself says
// which words are common (src/ranking/README.md, Languages).
import { readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { fileURLToPath, URL } from "node:url"
import { fold } from "../../src/ranking/words/fold.ts"

const LANGUAGES = "bg bn cs da el fi he hr hu ko no ro sk sl th tl vi".split(" ")
const MAX_CHARACTERS = 3
/** A Korean character is a syllable. Vietnamese words here are syllables too, and are not searched alone. */
const MAX_CHARACTERS_IN: Record<string, number> = { ko: 2, vi: 5 }

const require = createRequire(import.meta.url)
const lists = JSON.parse(readFileSync(require.resolve("stopwords-iso/stopwords-iso.json"), "utf8")) as Record<
  string,
  string[]
>
/** Vietnamese keeps its tones: without them, common syllables are the names of places. */
const folding = (language: string) => (language === "vi" ? (word: string) => word.normalize("NFC") : fold)
const wordsOf = (language: string) =>
  [...new Set(lists[language]!.map(folding(language)))].filter(
    (word) =>
      word.length > 1 && word.length <= (MAX_CHARACTERS_IN[language] ?? MAX_CHARACTERS) && !/[\s'"\\]/.test(word),
  )
const lines = LANGUAGES.map((language) => `  ${language}: "${wordsOf(language).sort().join(" ")}",`)
writeFileSync(
  fileURLToPath(new URL("../../src/ranking/words/stop-words-iso.ts", import.meta.url)),
  `// Stop words of languages without a list of our own, folded but for Vietnamese. Made by test/scripts/stop-words.ts from stopwords-iso 1.1.0.
// https://github.com/stopwords-iso/stopwords-iso, MIT License, Copyright (c) 2020 Gene Diaz.
// biome-ignore format: a language is a line
export const ISO_LISTS: Record<string, string> = {
${lines.join("\n")}
}
`,
)
