import type { Sample } from "./sample.ts"

export const economy: Sample[] = [
  {
    id: "saffron-price-herat",
    title: "Herat's saffron fetches a record price, and thieves know it",
    section: "Economy",
    authors: ["Yusuf Noorzai"],
    tags: ["saffron", "Herat", "farming", "exports"],
    language: "en",
    summary:
      "A kilo of the best threads sold for more than a used car. Growers now sleep in their fields until the harvest is in.",
    hoursAgo: 6,
    image: { file: "saffron.jpg", alt: "Purple crocus flowers in rows at dawn" },
    html: `<p>The flowers open before sunrise and must be picked before the sun is a hand above the hills. For three weeks in November the villages around Ghoryan work by lamplight, and this year they also stand guard.</p>
<p>At the Herat exchange a kilo of first-grade saffron changed hands on Saturday at a price no trader there had seen: a fifth above last autumn's, and more than most growers earn from wheat in two years.</p>
<p>A poor harvest across the border explains much of it. Buyers from Mumbai and Valencia who used to order by telephone have flown in to see the drying rooms for themselves.</p>
<p>The price has another side. Thieves have dug up corms by night in four villages, and the growers' union now pays watchmen. “A wheat field nobody carries away,” said Abdul Wali, who keeps his bed among the crocuses until the last row is picked.</p>
<p>It takes about a hundred and fifty thousand flowers to make one kilo. Eight of ten pickers are women, and the union has agreed that their wage rises with the price: a tenth of every kilo's sale above last year's.</p>`,
  },
  {
    id: "dry-port-hairatan",
    title: "Hairatan's dry port clears its backlog of rail wagons",
    section: "Economy",
    authors: ["Yusuf Noorzai"],
    tags: ["railway", "trade", "Balkh"],
    language: "en",
    summary: "A second shift and one new crane cut the wait at the Uzbek border from nineteen days to four.",
    hoursAgo: 30,
    html: `<p>In August a wagon of flour waited nineteen days at Hairatan before anyone lifted its doors. Last week the average was four. Traders in Mazar credit a second shift, a repaired crane and the end of one form that had to be filled in by hand, three times.</p>
<p>The dry port on the Amu Darya takes in two thirds of the country's fuel and much of its wheat by rail. When it jams, bread in Kabul gets dearer within a fortnight.</p>
<p>Customs now opens one wagon in eight, chosen at random, rather than all of them. The railway says that it has lost no more goods than before, and that its drivers sleep at home again.</p>
<p>What remains is the bridge. It carries a single track, and trains in the two directions still wait for each other, sometimes for half a day.</p>`,
  },
  {
    id: "mobile-money-villages",
    title: "In villages without a bank, the phone becomes the purse",
    section: "Economy",
    authors: ["Mariam Wardak", "Yusuf Noorzai"],
    tags: ["mobile money", "banking", "villages"],
    language: "en",
    summary:
      "Shopkeepers in Ghazni pay out wages that arrive by text message. The fee is two per cent, and trust is the rest.",
    hoursAgo: 55,
    html: `<p>On the last Thursday of the month the queue at Haji Sattar's shop reaches the mosque. People do not come for sugar. They hold up a telephone, he reads eight digits, and counts out the wage of a teacher or a road worker.</p>
<p>The nearest bank branch is four hours away. Mobile money, tried and abandoned here ten years ago, has come back since two networks agreed to let their customers pay each other.</p>
<p>The sums are small: the average transfer is worth three days of labour. The agent keeps two per cent, and must have the cash in his drawer, which is why most agents own a shop, a pharmacy or a flour mill.</p>
<p>The central bank has limited what one purse may hold. Village elders ask for the opposite, since families want to keep a wedding's savings there, out of sight of cousins.</p>`,
  },
  {
    id: "carpet-weavers-dyes",
    title: "Carpet weavers go back to madder and walnut",
    section: "Economy",
    authors: ["Mariam Wardak"],
    tags: ["carpets", "crafts", "exports"],
    language: "en",
    summary:
      "Buyers pay a third more for plant dyes. A workshop in Andkhoy plants its own madder so that the red does not run out.",
    hoursAgo: 98,
    html: `<p>The red pot has simmered since dawn, and it smells of earth and yoghurt. Madder roots must be three years old before they give the red for which Turkmen carpets are known, and for thirty years nobody in Andkhoy had the patience.</p>
<p>Chemical dye costs a tenth and is ready in an hour. But the wool fades in bands, and buyers abroad have learnt to look. For a carpet coloured with madder, walnut husk and indigo they now pay a third more.</p>
<p>So the workshop of the Qizil Ayaq cooperative has planted two hectares of madder. Its forty weavers hold shares in the field, and the oldest of them, Bibi Oghul, keeps the recipes in a school notebook.</p>
<p>“My mother never measured,” she says. “I measure, so that my daughters need not guess.”</p>`,
  },
]
