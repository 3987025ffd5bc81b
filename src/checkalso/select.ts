import type { Link } from "../model/link.ts"
import type { Candidate } from "./candidate.ts"
import { areCopies, type Shingles, shinglesOf } from "./duplicates.ts"
import type { Scored } from "./score.ts"

export interface Rules {
  limit: number
  /** Ids and URL keys that must not be linked. */
  excluded: ReadonlySet<string>
  /** 0..1: how much of the list the newsroom's own archive may fill. */
  ownShare: number
  /** Least score of a link. */
  threshold: number
}

/** The links of a list, best first: partners' stories, then the own archive where those leave room. */
export function selectLinks(scored: Scored[], rules: Rules): Link[] {
  const { limit, excluded, ownShare, threshold } = rules
  const fit = scored
    .filter(
      ({ score, candidate }) => score >= threshold && !excluded.has(candidate.id) && !excluded.has(candidate.urlKey),
    )
    .sort((a, b) => b.score - a.score || b.candidate.publishedAt - a.candidate.publishedAt)
  const chosen: { scored: Scored; shingles: Shingles }[] = []
  const perPartner = new Map<string, number>()
  const ownRoom = Math.ceil(ownShare * limit)
  for (const own of [false, true]) {
    for (const each of fit) {
      const { candidate } = each
      if ((candidate.partnerId === "") !== own || chosen.length >= limit) continue
      const used = perPartner.get(candidate.partnerId) ?? 0
      if (used >= (own ? ownRoom : candidate.maxLinks)) continue
      const shingles = shinglesOf(`${candidate.title}\n${candidate.summary || candidate.content}`)
      if (chosen.some((other) => areCopies(other.shingles, shingles))) continue
      chosen.push({ scored: each, shingles })
      perPartner.set(candidate.partnerId, used + 1)
    }
  }
  return chosen.map(({ scored }) => toLink(scored))
}

/** A candidate as a link. */
export function toLink({ candidate, score, reason }: { candidate: Candidate; score: number; reason: string[] }): Link {
  return {
    id: candidate.id,
    url: candidate.url,
    title: candidate.title,
    ...(candidate.summary ? { summary: candidate.summary } : {}),
    ...(candidate.image ? { image: candidate.image } : {}),
    datePublished: new Date(candidate.publishedAt).toISOString(),
    authors: candidate.authors,
    ...(candidate.language ? { language: candidate.language } : {}),
    partner: candidate.partnerId,
    partnerName: candidate.partnerName,
    score: Math.round(score * 1000) / 1000,
    reason,
    pinned: false,
    sponsored: candidate.sponsored,
  }
}
