import type { FeedKey } from "../../feeds/catalogue/feed-key.ts"
import type { PageWriters } from "../../model/page-writers.ts"
import type { Paper } from "../../model/paper.ts"
import { archivePage } from "./pages/archive.tsx"
import { articlePage } from "./pages/article.tsx"
import { homePage } from "./pages/home.tsx"
import { listPage } from "./pages/list.tsx"
import { sitemap, sitemapIndex } from "./pages/sitemap.ts"
import { lookOf } from "./parts/layout.tsx"

/** Makes the writers of the pages that are stored. */
export const pageWriters = (paper: Paper): PageWriters => ({
  look: lookOf(paper),
  article: (article, links) => articlePage({ paper, article, links }),
  home: (articles, sections) => homePage({ paper, articles, feeds: [...wholeFeeds(), ...sections.map(ofSection)] }),
  list: (page) => listPage(paper, page),
  archives: (months) => archivePage(paper, months),
  sitemaps: sitemapIndex,
  sitemap,
})

/** The feeds with all articles. */
export const wholeFeeds = () =>
  (["main", "summary", "with-links"] as const).map((kind) => ({ key: { kind } as FeedKey }))

const ofSection = ({ slug, label }: { slug: string; label: string }) => ({
  key: { kind: "section", slug } as FeedKey,
  label,
})
