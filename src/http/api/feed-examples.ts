// One story in each format that a push or a preview takes. For the OpenAPI document and /docs.

const URL = "https://herald.example/2026/gauges"

export const FEED_EXAMPLES: Record<string, unknown> = {
  "application/feed+json": {
    version: "https://jsonfeed.org/version/1.1",
    title: "The Herat Herald",
    items: [
      { id: URL, url: URL, title: "Gauges are back on the Kabul river", content_text: "Twelve gauges stand again." },
    ],
  },
  "application/json": {
    id: URL,
    url: URL,
    title: "Gauges are back on the Kabul river",
    content_text: "Twelve gauges stand again.",
  },
  "application/rss+xml": `<rss version="2.0"><channel><title>The Herat Herald</title><link>https://herald.example/</link><description>News.</description><item><title>Gauges are back on the Kabul river</title><link>${URL}</link><guid>${URL}</guid><description>Twelve gauges stand again.</description></item></channel></rss>`,
  "application/atom+xml": `<entry xmlns="http://www.w3.org/2005/Atom"><title>Gauges are back on the Kabul river</title><id>${URL}</id><updated>2026-11-23T09:30:00Z</updated><link href="${URL}"/><summary>Twelve gauges stand again.</summary></entry>`,
  "application/rdf+xml": `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://herald.example/"><title>The Herat Herald</title><link>https://herald.example/</link><description>News.</description></channel><item rdf:about="${URL}"><title>Gauges are back on the Kabul river</title><link>${URL}</link><description>Twelve gauges stand again.</description></item></rdf:RDF>`,
}
const XML = FEED_EXAMPLES["application/atom+xml"]

/** A body in this media type, for OpenAPI: an object in JSON, else a text. */
export function feedBody(type: string) {
  const schema = type.includes("json")
    ? { type: "object" as const, additionalProperties: true }
    : { type: "string" as const }
  return { schema, example: FEED_EXAMPLES[type] ?? XML }
}
