/** What the score of a candidate is made of: the terms of a sum, whose logistic is the score. */
export interface Features {
  /** 0..1: how alike the rare words of both are. */
  cosine: number
  /** 0..1: how much of the article the candidate covers. */
  coverage: number
  /** The rare words of title and lead that it shares. */
  evidence: number
  /** What a large index takes off, because its best match by chance is better. */
  chance: number
  /** Tags, section, language and date. */
  circumstances: number
}

/** Why a candidate is not in a list. `of` is the id of the story that it repeats. */
export type WhyNot =
  | { reason: "copy"; of: string }
  | {
      reason:
        | "excluded"
        | "copy-of-article"
        | "below-the-bar"
        | "sponsored"
        | "weight-0"
        | "other-language"
        | "too-old"
        | "nothing-in-common"
        | "another-desk"
        | "partner-has-its-links"
        | "own-share-used"
        | "no-place-left"
    }

/** What each reason means, for editors. */
export const WHY_NOT: Record<WhyNot["reason"], string> = {
  copy: "It tells a story that another candidate tells too.",
  excluded: "An editor keeps it away from this article, or it is pinned, or it is the article itself.",
  "copy-of-article": "It is this article elsewhere: under the same headline, or in the same words.",
  "below-the-bar":
    "Its score is too low for a related link, or no candidate is good enough to open a list. With `fill` it may be near or newest.",
  "weight-0": "Its partner has weight 0, so none of its stories is shown.",
  sponsored: "A sponsored story never fills a box.",
  "other-language": "It is in another language. FILL_LANGUAGES allows more.",
  "too-old": "It is older than FILL_DAYS, and no background.",
  "nothing-in-common": "It shares no place, name, section, tag or telling word with the article.",
  "another-desk":
    "It is sport, cooking, gadgets or show business, and the article is not. It may be one of the newest, after others.",
  "partner-has-its-links": "Its partner has max_links links in this list already.",
  "own-share-used": "Our own archive has its share of this list (OWN_SHARE).",
  "no-place-left": "Better links fill the list.",
}

/** The candidates that are out so far, by id. A later stage of the selection overwrites an earlier one. */
export type Outs = Map<string, WhyNot>
