import { primaryLanguage } from "../lib/text/language.ts"
import { DAY } from "../lib/text/time.ts"
import { urlComparisonKey } from "../lib/url/resolve.ts"
import type { ArticleDraft } from "../model/article-draft.ts"
import type { Config } from "../model/config.ts"
import type { Link } from "../model/link.ts"
import type { Features, Outs, WhyNot } from "../model/why-not.ts"
import type { Candidate } from "../ranking/candidate.ts"
import { fillLinks } from "../ranking/fill.ts"
import { profileOf, type WeighedWord } from "../ranking/profile.ts"
import { affordableWords } from "../ranking/query-budget.ts"
import { JOINS, type Scored, scoreCandidate } from "../ranking/score.ts"
import { selectLinks, toLink } from "../ranking/select.ts"
import { toldBySubject } from "../ranking/stories.ts"
import { type Subject, subjectWords } from "../ranking/subject.ts"
import { findCandidates, findNewest } from "../store/candidates.ts"
import type { Edits } from "../store/link-lists.ts"
import { countWords } from "../store/word-counts.ts"
import { findAround } from "./around.ts"
import { pinnedLinks } from "./pins.ts"
import { subjectOf } from "./subject-of.ts"

// Makes the Check Also list of one story.
// In: a subject and the editors' decisions. Out: links, best first. Nothing is stored.
// It asks the index for candidates, scores and selects them, and puts editors' pins first.

export interface CheckAlsoDeps {
  config: Config
  db: D1Database
}

const MAX_CANDIDATES = 40
/** Partners' newest items, which are compared too before a list is filled. */
const MAX_NEWEST = 100
const MAX_NEWEST_OF_A_PARTNER = 10
const MAX_SUBJECT_WORDS = 150

interface Bounds {
  limit: number
  /** Links that are near or new fill the list up to this number. */
  fill: number
  now: number
}

/** A candidate with what its score is made of. One without a reason is in the list. */
export interface Explained {
  link: Link
  features: Features
  whyNot?: WhyNot
}

/** Makes the links that a draft would have, best first, and explains every candidate. */
export async function linksForDraft(
  deps: CheckAlsoDeps,
  draft: ArticleDraft & { language: string },
  bounds: Bounds,
): Promise<{ links: Link[]; explained: Explained[] }> {
  const subject = subjectOf(draft, bounds.now)
  return computeLinks(deps, subject, { pins: [], excludes: [] }, bounds)
}

interface Computed {
  links: Link[]
  explained: Explained[]
  /** The words of the search. */
  words: WeighedWord[]
}

/** Makes the links of a story, best first. */
export async function computeLinks(
  deps: CheckAlsoDeps,
  subject: Subject,
  edits: Omit<Edits, "fill">,
  bounds: Bounds,
): Promise<Computed> {
  const { db, config } = deps
  const asked = subjectWords(subject).slice(0, MAX_SUBJECT_WORDS)
  const { total, counts } = await countWords(
    db,
    asked.map(({ word }) => word),
  )
  const profile = profileOf(asked, counts, total)
  const { words } = profile
  const pinned = await pinnedLinks(db, edits.pins)
  const excluded = new Set([
    ...edits.excludes.flatMap((each) => [each, urlComparisonKey(each)]),
    ...pinned.flatMap(({ id, url }) => [id, urlComparisonKey(url)]),
    ...(subject.urlKey === null ? [] : [subject.urlKey]),
  ])
  const rules = { subject: toldBySubject(subject), excluded, ownShare: config.ownShare }
  const score = (candidate: Candidate) => scoreCandidate(subject, profile, candidate)
  const outs: Outs = new Map()
  let scored = (await findCandidates(db, affordableWords(words, counts), MAX_CANDIDATES)).map(score)
  const limit = Math.max(0, bounds.limit - pinned.length)
  const links = [...pinned, ...selectLinks(scored, { ...rules, words: words.length, limit, joins: JOINS }, outs)].slice(
    0,
    bounds.limit,
  )
  const upTo = Math.min(bounds.limit, bounds.fill)
  if (links.length < upTo) {
    const languages = [primaryLanguage(subject.language), ...config.fillLanguages]
    const since = bounds.now - config.fillDays * DAY
    const newest = await findNewest(db, {
      languages,
      since,
      perPartner: MAX_NEWEST_OF_A_PARTNER,
      limit: MAX_NEWEST,
    })
    const around = await findAround(db, subject, words, { languages, since })
    scored = [...scored, ...unknownOf(scored, [...around, ...newest]).map(score)]
    const fillRules = { ...rules, upTo, languages: new Set(languages), since }
    links.push(...fillLinks(subject, scored, newest, links, fillRules, outs))
  }
  const named = links.map((link) => withOwnName(link, config))
  return { links: named, explained: explain(named, scored, outs), words }
}

/** Those that are not known yet, each once. */
function unknownOf(known: Scored[], found: Candidate[]): Candidate[] {
  const ids = new Set(known.map(({ candidate }) => candidate.id))
  return [...new Map(found.map((each) => [each.id, each])).values()].filter(({ id }) => !ids.has(id))
}

/** The links, and then the candidates that are out, best first. */
function explain(links: Link[], scored: Scored[], outs: Outs): Explained[] {
  const byId = new Map(scored.map((each) => [each.candidate.id, each]))
  const shown = links.flatMap((link) => {
    const features = byId.get(link.id)?.features
    return features ? [{ link, features }] : []
  })
  const others = scored
    .toSorted((a, b) => b.rank - a.rank)
    .flatMap((each) => {
      const whyNot = outs.get(each.candidate.id)
      return whyNot ? [{ link: toLink(each), features: each.features, whyNot }] : []
    })
  return [...shown, ...others]
}

const withOwnName = (link: Link, config: Config): Link =>
  link.partner === "" && link.partnerName === "" ? { ...link, partnerName: config.publication.title } : link
