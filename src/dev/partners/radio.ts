import { meltForecast, saffronAuction } from "./shared.ts"
import type { SamplePartner } from "./story.ts"

export const radio: SamplePartner = {
  id: "radio-bamyan",
  name: "Radio Bamyan Net",
  language: "en",
  format: "json",
  about: "Village correspondents from the central highlands and the east, in three languages.",
  stories: [
    {
      ...meltForecast,
      title: "First melt forecast: Kabul River could peak early",
      hoursAgo: 4,
    },
    { ...saffronAuction, title: "Record close for saffron auction in Herat", hoursAgo: 3 },
    {
      slug: "rubab-lesson",
      title: "One string at a time: a rubab lesson in Bamyan",
      summary:
        "Twice a week a master of the rubab teaches nine girls and boys. The instruments come from a workshop in Kabul's old city, and the mulberry wood from next door.",
      author: "Masuma Rezai",
      tags: ["music", "rubab"],
      hoursAgo: 19,
    },
    {
      slug: "potter-apprentice-istalif",
      title: "“My glaze was grey for a year”: an apprentice potter of Istalif",
      summary:
        "Between wood smoke and the gas kiln, a nineteen-year-old learns to make the turquoise glaze of Istalif.",
      author: "Masuma Rezai",
      tags: ["pottery", "crafts"],
      hoursAgo: 140,
    },
    {
      slug: "film-caravan-route",
      title: "The film truck's route: ten old films, fourteen villages",
      summary:
        "In spring the film archive sends restored reels through the highlands. Here is where the screen will stand.",
      author: "Ewaz Ali",
      tags: ["film", "archive"],
      hoursAgo: 77,
    },
    {
      slug: "midwife-radio-call",
      title: "A midwife's call from the Wakhan, and the doctor who answered",
      summary:
        "Since a mast went up in October, midwives on horseback in the Wakhan can reach the hospital in Ishkashim. We listened to the first week of calls.",
      author: "Ewaz Ali",
      tags: ["health", "midwives"],
      hoursAgo: 31,
    },
    {
      slug: "kunar-school-stone-walls",
      title: "د کونړ د نوي ښوونځي د ډبرو دېوالونه څنګه جوړ شول",
      summary:
        "په نورګل کې د زلزلې وروسته خلکو د پخواني ښوونځي له ډبرو نوي دېوالونه جوړ کړل. یو انجینر تشریح کوي چې ولې به ټینګ ودرېږي.",
      language: "ps",
      author: "حکمت الله صافی",
      tags: ["کونړ", "زلزله"],
      hoursAgo: 8,
    },
    {
      slug: "potato-price-spring",
      title: "قیمت کچالو در بهار: دهقانان بامیان چشم به زیرزمینی‌ها دارند",
      summary:
        "زیرزمینی‌های تازه در یکاولنگ پر شده است. اتحادیهٔ دهقانان بامیان نوبت فروش کچالو را از همین حالا تعیین می‌کند.",
      language: "fa-AF",
      author: "معصومه رضایی",
      tags: ["بامیان", "زراعت"],
      hoursAgo: 44,
    },
    {
      slug: "ski-club-repairs",
      title: "Bamyan's ski club mends forty pairs before the season",
      summary: "Edges filed, bindings swapped, boots resoled with tyre rubber: an afternoon in the club's workshop.",
      author: "Ewaz Ali",
      tags: ["ski", "sport"],
      hoursAgo: 52,
    },
    {
      slug: "library-donkey",
      title: "The library that arrives on a donkey has new books",
      summary: "Two hundred titles in Dari and English join the round through the Waras valley. Comics go first.",
      author: "Masuma Rezai",
      tags: ["books", "children"],
      hoursAgo: 110,
    },
  ],
}
