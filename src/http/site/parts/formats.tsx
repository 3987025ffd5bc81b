import { type FeedKey, FORMATS, feedPath, MEDIA_TYPES } from "../../../feeds/catalogue/feed-key.ts"
import type { Messages } from "../words/words.ts"

export const FORMAT_NAMES = { rss: "RSS", atom: "Atom", json: "JSON Feed" } as const

/** Links to a feed's three formats. Each says that it is a feed: what comes is XML or JSON. */
export function Formats({ feed, about }: { feed: FeedKey; about?: string }) {
  return (
    <span class="formats">
      {FORMATS.map((format) => (
        <a
          href={feedPath(feed, format)}
          type={MEDIA_TYPES[format]}
          aria-label={about && `${about}: ${FORMAT_NAMES[format]}`}
        >
          {FORMAT_NAMES[format]}
        </a>
      ))}
    </span>
  )
}

/** The feed of what a page shows, at its end. `name` is what it has. */
export function FollowHere({ feed, name, words }: { feed: FeedKey; name: string; words: Messages }) {
  return (
    <aside class="follow" aria-labelledby="follow">
      <h2 id="follow">
        {words.follow}: <bdi>{name}</bdi>
      </h2>
      <p>
        <Formats feed={feed} about={name} /> <a href="/feeds">{words.allFeeds}</a>
      </p>
    </aside>
  )
}
