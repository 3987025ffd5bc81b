// Says what becomes of an article in an aggregator's feed. The feed and its report both ask here, so they agree.
// In: a profile and an article. Out: the article as the aggregator gets it, and the rules that it breaks.
import { htmlToText, pictureAddress } from "../../../lib/html/index.ts"
import type { Article, Attachment } from "../../../model/article.ts"
import { cleanArticle } from "../../write/entry.ts"
import { leadFigure, showsPicture } from "../../write/lead-figure.ts"
import { imageOf, picturesOf } from "./pictures.ts"
import type { FeedFacts, Profile, Rule, Subject } from "./profile.ts"

export interface Finding {
  rule: Pick<Rule, "id" | "level" | "wants" | "todo" | "source">
  found: string
}

/** `no-room`: the article breaks no MUST, but the feed is full. */
export type Verdict = "out" | "out-with-warnings" | "withheld" | "no-room"

export interface Judged {
  subject: Subject
  verdict: Verdict
  findings: Finding[]
}

/** Judges an article. Null when it is none of this aggregator's business. */
export function judge(profile: Profile, article: Article, facts: FeedFacts): Judged | null {
  if (profile.isPodcast && !article.attachments.some(isAudio)) return null
  if (profile.maxAgeMs && Date.parse(article.datePublished) < facts.now - profile.maxAgeMs) return null
  const subject = toSubject(profile, article, facts)
  const findings = findingsOf(profile.rules, subject)
  const isWithheld = findings.some(({ rule }) => rule.level === "must")
  return { subject, findings, verdict: isWithheld ? "withheld" : findings.length > 0 ? "out-with-warnings" : "out" }
}

export const findingsOf = <T>(rules: Rule<T>[], of: T): Finding[] =>
  rules.flatMap(({ finds, ...rule }) => {
    const found = finds(of)
    return found === null ? [] : [{ rule, found }]
  })

const isAudio = ({ mimeType }: Attachment) => /^audio\//i.test(mimeType)

function toSubject(profile: Profile, raw: Article, facts: FeedFacts): Subject {
  const pictures = picturesOf(raw, facts.pictures)
  const image = imageOf(profile, raw, pictures)
  const omitted = new Set([image, ...pictures].flatMap((each) => (each && profile.omitsImage?.(each) ? each.url : [])))
  const lead = image && !omitted.has(image.url) ? image : undefined
  const article = cleanArticle({ ...raw, image: lead }, facts.now)
  const body = bodyFor(profile, article, omitted)
  let text: string | undefined
  const audio = article.attachments.filter(isAudio)
  return {
    article,
    body,
    // Made when a rule asks: a sitemap has a thousand articles and reads no text.
    get text() {
      text ??= htmlToText(body.replace(CAPTION, ""))
      return text
    },
    pictures: pictures.filter(({ url }) => url !== image?.url),
    audio: audio.find(({ sizeInBytes }) => sizeInBytes) ?? audio[0],
    facts,
  }
}

// A credit is no text of the article.
const CAPTION = /<figcaption\b[^>]*>(?:(?!<\/figcaption>)[\s\S])*<\/figcaption>/g

const EMPTY_FIGURE =
  /<figure\b[^>]*>\s*(?:<figcaption\b[^>]*>(?:(?!<\/figcaption>)[\s\S])*<\/figcaption>)?\s*<\/figure>\s*/g

/** Sanitised HTML, so each `<` begins a tag and each end tag has its start. */
function bodyFor(profile: Profile, { contentHtml, image }: Article, omitted: ReadonlySet<string>): string {
  const { drops, keeps, maxPictures, leadFirst } = profile
  let body = contentHtml
  for (const name of drops.split(" ").filter(Boolean)) {
    if (!body.includes(`<${name}`)) continue
    body = body.replace(new RegExp(`<${name}\\b[^>]*>[\\s\\S]*?</${name}\\s*>`, "g"), "")
  }
  if (keeps !== undefined) {
    const kept = new Set(keeps.split(" "))
    body = body.replace(/<\/?([a-z][a-z0-9]*)\b[^>]*>/g, (tag, name: string) => (kept.has(name) ? tag : ""))
  }
  if (maxPictures !== undefined || omitted.size > 0) body = withFewerPictures(body, omitted, maxPictures)
  if (!leadFirst || !image || body === "") return body
  const first = /^\s*(?:<p>)?\s*(?:<figure\b[^>]*>[\s\S]*?<\/figure>|<img\b[^>]*>)/.exec(body)?.[0] ?? ""
  return showsPicture(first, image.url) ? body : `${leadFigure(image)}\n${body}`
}

/** Without the omitted pictures, and without what is too many of the others. A caption goes with its picture. */
function withFewerPictures(html: string, omitted: ReadonlySet<string>, max = Number.POSITIVE_INFINITY): string {
  let left = max
  return html
    .replace(/<img\b[^>]*>/g, (tag) => (!omitted.has(pictureAddress(tag) ?? "") && left-- > 0 ? tag : ""))
    .replace(EMPTY_FIGURE, "")
}
