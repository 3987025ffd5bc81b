import { saffronAuction } from "./shared.ts"
import type { SamplePartner } from "./story.ts"

export const wire: SamplePartner = {
  id: "silk-road-wire",
  name: "Silk Road Business Wire",
  language: "en",
  format: "atom",
  about: "Trade, transport and markets between the Amu Darya and the Gulf.",
  stories: [
    { ...saffronAuction, author: "Business Wire staff" },
    {
      slug: "saffron-fakes",
      title: "Dyed maize silk and worse: how buyers spot false saffron",
      summary:
        "As saffron prices rise, so does fraud. A laboratory in Herat tests threads for exporters within a day, and publishes what it finds.",
      author: "Farid Anwari",
      tags: ["saffron", "exports"],
      hoursAgo: 29,
    },
    {
      slug: "hairatan-bridge-second-track",
      title: "Second track on the Hairatan bridge: who would pay",
      summary:
        "The rail bridge over the Amu Darya is the bottleneck of the dry port. Three lenders have been asked, and the wagons wait.",
      author: "Farid Anwari",
      tags: ["railway", "trade"],
      hoursAgo: 26,
    },
    {
      slug: "flour-prices-kabul",
      title: "Flour gets cheaper in Kabul as rail wagons clear the border",
      summary:
        "A sack costs eight per cent less than in August. Traders name the shorter wait at Hairatan as the first reason.",
      author: "Business Wire staff",
      tags: ["flour", "prices"],
      hoursAgo: 49,
    },
    {
      slug: "mobile-money-interoperable",
      title: "Two networks let mobile money cross over, and use doubles",
      summary:
        "Since customers of different telephone networks can pay each other, transfers through village agents have doubled in six provinces, Ghazni first among them.",
      author: "Soraya Haidari",
      tags: ["mobile money", "banking"],
      hoursAgo: 58,
    },
    {
      slug: "natural-dye-carpets-fair",
      title: "At the Hanover fair, plant-dyed carpets sell first",
      summary: "Buyers asked for madder and indigo, and for the weaver's name. Carpets from Andkhoy were gone by noon.",
      author: "Soraya Haidari",
      tags: ["carpets", "exports"],
      hoursAgo: 100,
    },
    {
      slug: "gulf-container-rates",
      title: "Container rates in the Gulf slip for a third week",
      summary: "A forty-foot box from Jebel Ali costs a tenth less than in October, as new ships enter service.",
      author: "Farid Anwari",
      tags: ["shipping"],
      hoursAgo: 17,
    },
    {
      slug: "cement-kiln-overhaul",
      title: "Pul-e-Khumri's cement kiln stops for a month of repairs",
      summary: "Builders were told in time to stock up. Imports from Termez fill the gap.",
      author: "Business Wire staff",
      tags: ["cement"],
      hoursAgo: 71,
    },
    {
      slug: "emerald-auction",
      title: "Panjshir emeralds go under the hammer in three lots",
      summary: "The first public auction in two years drew eleven bidders. The largest stone stayed below its reserve.",
      author: "Soraya Haidari",
      tags: ["gemstones"],
      hoursAgo: 133,
    },
  ],
}
