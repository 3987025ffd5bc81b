import type { PartnerStory } from "./story.ts"

/** An agency's story that two partners publish, each with small changes. */
export const saffronAuction: PartnerStory = {
  slug: "saffron-auction-herat",
  title: "Saffron auction in Herat closes at a record",
  summary:
    "First-grade saffron threads reached the highest price since the Herat exchange opened, as a poor harvest across the border sends foreign buyers to Ghoryan's growers.",
  tags: ["saffron", "Herat"],
  hoursAgo: 4,
}

export const meltForecast: PartnerStory = {
  slug: "kabul-river-melt-forecast",
  title: "Kabul River could peak early, first melt forecast says",
  summary:
    "With gauges on the Kabul River reporting again, hydrologists publish a first forecast of the spring melt: two floods are likely, the earlier one in the last week of March.",
  tags: ["Kabul River", "floods"],
  hoursAgo: 5,
}
