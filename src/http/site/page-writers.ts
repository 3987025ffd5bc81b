import type { FeedKey } from "../../feeds/catalogue/feed-key.ts"
import type { Config } from "../../model/config.ts"
import type { PageWriters } from "../../model/page-writers.ts"
import { articlePage } from "./pages/article.tsx"
import { homePage } from "./pages/home.tsx"

/** Makes the writers of the pages that are stored. */
export const pageWriters = ({ publication }: Config): PageWriters => ({
  article: (article, links) => articlePage({ publication, article, links }),
  home: (articles, sections) =>
    homePage({ publication, articles, feeds: [...wholeFeeds(), ...sections.map(ofSection)] }),
})

/** The feeds with all articles. */
export const wholeFeeds = () =>
  (["main", "summary", "with-links"] as const).map((kind) => ({ key: { kind } as FeedKey }))

const ofSection = ({ slug, label }: { slug: string; label: string }) => ({
  key: { kind: "section", slug } as FeedKey,
  label,
})
