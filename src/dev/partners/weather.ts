import { meltForecast } from "./shared.ts"
import type { SamplePartner } from "./story.ts"

export const weather: SamplePartner = {
  id: "hindu-kush-weather",
  name: "Hindu Kush Weather Desk",
  language: "en",
  format: "rss",
  about: "Snow, rivers and air over the Hindu Kush, reported by people who measure them.",
  stories: [
    { ...meltForecast, author: "Zalmai Karimi" },
    {
      slug: "gauge-explained",
      title: "How a river gauge works, and what it cannot tell you",
      summary:
        "A float, a well and a radio: why one gauge at Maidan gives Kabul seven hours of warning before a flood, and why it says nothing about the canals.",
      author: "Zalmai Karimi",
      tags: ["rivers", "gauges"],
      hoursAgo: 22,
    },
    {
      slug: "salang-snow-depth",
      title: "Salang snow depth at a nine-year low for November",
      summary:
        "Our own snow stake above the Salang pass agrees with the official survey: less than half a metre lies where 80 centimetres are usual, and drought weighs on the wheat of the north.",
      author: "Parwin Niazi",
      tags: ["snow", "Salang"],
      hoursAgo: 40,
    },
    {
      slug: "inversion-kabul-air",
      title: "Why cold air lies on Kabul and does not leave",
      summary:
        "An inversion turns the city's bowl into a lid. With coal stoves below it, smog and fine dust build up each windless evening; the sensors on school roofs show where.",
      author: "Parwin Niazi",
      tags: ["air", "smog"],
      hoursAgo: 66,
    },
    {
      slug: "karez-and-drought",
      title: "Drought years: wells fall dry, karezes run on",
      summary:
        "Groundwater under Bamyan has dropped four metres in ten years. The old underground channels are hit less hard than drilled wells, a comparison of sixty villages finds.",
      author: "Zalmai Karimi",
      tags: ["groundwater", "drought"],
      hoursAgo: 90,
    },
    {
      slug: "wind-shamali",
      title: "The north wind settles in over the Shamali plain",
      summary:
        "Kite fliers on the roofs of Kabul have their weather: four dry days with a steady breeze from the north.",
      author: "Parwin Niazi",
      tags: ["wind", "Kabul"],
      hoursAgo: 118,
    },
    {
      slug: "dust-helmand",
      title: "Dust over Helmand grounds flights for a second day",
      summary: "Visibility at the airport fell below four hundred metres. The front should clear by Thursday noon.",
      author: "Parwin Niazi",
      tags: ["dust", "aviation"],
      hoursAgo: 15,
    },
    {
      slug: "glacier-pamir-lake",
      title: "A new lake at the foot of a Pamir glacier is watched from above",
      summary: "Satellite pictures show that the lake has doubled since July. It drains away from the inhabited side.",
      author: "Zalmai Karimi",
      tags: ["glaciers", "Pamir"],
      hoursAgo: 160,
    },
    {
      slug: "frost-dates-orchards",
      title: "First frost dates for orchard owners, valley by valley",
      summary: "Almond and apricot growers find the likely night of the first hard frost for thirty-one valleys.",
      author: "Parwin Niazi",
      tags: ["frost", "orchards"],
      hoursAgo: 190,
    },
  ],
}
