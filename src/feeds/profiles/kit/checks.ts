// What several aggregators ask of an article. Each check gives the value found when it is not as wanted, else null.
import { toBytes } from "../../../lib/crypto/hash.ts"
import { cleanLine } from "../../../lib/text/escape.ts"
import { primaryLanguage } from "../../../lib/text/language.ts"
import { DAY } from "../../../lib/text/time.ts"
import { isVisible } from "../../../lib/text/visible.ts"
import type { Image } from "../../../model/article.ts"
import type { Subject } from "./profile.ts"

type Check = (subject: Subject) => string | null

const lengthOf = (text: string) => [...text].length
const wordsIn = (text: string) => text.split(/\s+/).filter(Boolean).length

export const noTitle: Check = ({ article }) =>
  article.title === article.url || !isVisible(article.title) ? "no title" : null

export const titleUnder =
  (min: number): Check =>
  ({ article: { title } }) =>
    lengthOf(title) < min ? `${lengthOf(title)} characters` : null

export const titleOver =
  (max: number): Check =>
  ({ article: { title } }) =>
    lengthOf(title) > max ? `${lengthOf(title)} characters` : null

export const summaryUnder =
  (min: number): Check =>
  ({ article: { summary } }) =>
    lengthOf(summary) < min ? `${lengthOf(summary)} characters` : null

export const summaryBytesOver =
  (max: number): Check =>
  ({ article: { summary } }) => {
    const bytes = toBytes(summary).byteLength
    return bytes > max ? `${bytes} bytes` : null
  }

export const summaryWordsUnder =
  (min: number): Check =>
  ({ article: { summary } }) =>
    wordsIn(summary) < min ? `${wordsIn(summary)} words` : null

export const noSummary: Check = ({ article }) => (article.summary === "" ? "no summary" : null)

export const noBody: Check = ({ text }) => (text === "" ? "no text" : null)

export const bodyWordsUnder =
  (min: number): Check =>
  ({ text }) =>
    wordsIn(text) < min ? `${wordsIn(text)} words` : null

export const noAuthor: Check = ({ article }) => (article.authors.length === 0 ? "no author" : null)

export const noImage: Check = ({ article }) => (article.image ? null : "no image")

/** Checks the image, where the article has one. */
export const image =
  (finds: (image: Image) => string | null): Check =>
  ({ article }) =>
    article.image ? finds(article.image) : null

/** Checks the pictures of the text. Says which is the first wrong one. */
export const pictures =
  (finds: (picture: Image) => string | null): Check =>
  (subject) => {
    for (const picture of subject.pictures) {
      const found = finds(picture)
      if (found !== null) return `${found}: ${picture.url}`
    }
    return null
  }

export const sizeOf = ({ width, height }: Image) => `${width}×${height} pixels`

const withSides = (isWrong: (width: number, height: number) => boolean) => (found: Image) =>
  found.width && found.height && isWrong(found.width, found.height) ? sizeOf(found) : null

export const imageUnder = (minWidth: number, minHeight: number) =>
  withSides((width, height) => width < minWidth || height < minHeight)

export const shorterSideUnder = (min: number) => withSides((width, height) => Math.min(width, height) < min)

export const longerSideUnder = (min: number) => withSides((width, height) => Math.max(width, height) < min)

export const ratioOutside = (min: number, max: number) =>
  withSides((width, height) => width / height < min || width / height > max)

export const bytesOver =
  (max: number) =>
  ({ sizeInBytes }: Image): string | null =>
    sizeInBytes && sizeInBytes > max ? `${sizeInBytes} bytes` : null

export const typeNot =
  (...types: string[]) =>
  ({ type }: Image): string | null =>
    type && !types.includes(type) ? type : null

export const olderThan =
  (days: number): Check =>
  ({ article: { datePublished }, facts: { now } }) =>
    Date.parse(datePublished) < now - days * DAY ? datePublished : null

export const inFuture: Check = ({ article: { datePublished }, facts: { now } }) =>
  Date.parse(datePublished) > now ? datePublished : null

export const hasMoved: Check = ({ article }) => (article.guid === article.url ? null : article.guid)

export const languageNot =
  (language: string): Check =>
  ({ article }) =>
    primaryLanguage(article.language) === language ? null : article.language

const READ_MORE = /(?:read more|continue reading|full story)[\s.…»>→]*$/i

export const endsWithReadMore: Check = ({ article, text }) => {
  const found = READ_MORE.exec(cleanLine(text)) ?? READ_MORE.exec(article.summary)
  return found ? found[0] : null
}
