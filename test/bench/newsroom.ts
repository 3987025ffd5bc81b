import { setTimeout } from "node:timers/promises"
import type { Article } from "../../src/model/article.ts"
import { sampleArticles } from "../support/samples.ts"

const ARTICLES = 50

/** Publishes 50 articles and pushes 50 stories of a partner through the API, then waits until the feed carries all. */
export async function fillNewsroom(origin: string, token: string): Promise<void> {
  const send = async (method: string, path: string, body: unknown) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
    const response = await fetch(origin + path, { method, headers, body: JSON.stringify(body) })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  }
  const articles = sampleArticles(ARTICLES)
  await send("PUT", "/partners/hilltop", {
    name: "Hilltop Herald",
    home_url: "https://hilltop.example/",
    enabled: false,
  })
  await send("POST", "/partners/hilltop/items", {
    version: "https://jsonfeed.org/version/1.1",
    title: "Hilltop Herald",
    items: articles.map((article, at) => ({
      id: `https://hilltop.example/stories/${at}`,
      url: `https://hilltop.example/stories/${at}`,
      title: `${article.title.replace("are counted", "seen from the hill")}, part ${at}`,
      summary: article.summary,
      date_published: article.datePublished,
    })),
  })
  for (const article of articles) await send("PUT", `/articles/${article.id}`, toBody(article))
  for (let tries = 0; tries < 60; tries++) {
    const feed = await (await fetch(`${origin}/rss.xml`)).text()
    if (feed.split("<item>").length === ARTICLES + 1) return
    await setTimeout(500)
  }
  throw new Error(`/rss.xml did not come to carry ${ARTICLES} articles within 30 seconds`)
}

const toBody = (article: Article) => ({
  title: article.title,
  summary: article.summary,
  content_html: article.contentHtml,
  image: article.image?.url,
  authors: article.authors,
  tags: article.tags,
  language: article.language,
  date_published: article.datePublished,
  _check_also: { section: article.section },
})
