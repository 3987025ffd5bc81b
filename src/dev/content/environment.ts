import type { Sample } from "./sample.ts"

export const environment: Sample[] = [
  {
    id: "river-gauges-return",
    title: "River gauges return to the Kabul after four silent years",
    section: "Environment",
    authors: ["Laila Sahar"],
    tags: ["water", "Kabul River", "floods"],
    language: "en",
    summary:
      "Twelve gauges between Maidan and Sarobi report the river's level again, in time for the spring melt and its floods.",
    hoursAgo: 3,
    image: { file: "river.jpg", alt: "A gauge post standing in a river between brown hills" },
    html: `<p>At a quarter past six on Monday morning the gauge under the Pul-e-Artan bridge sent four digits to an office in the west of the city. It was the first reading of the Kabul River's level from that spot in more than four years.</p>
<p>Eleven more gauges, from the Maidan valley down to the Sarobi dam, have come back over the past month. Engineers of the river basin authority cleaned the stilling wells by hand, replaced the batteries with small solar panels and fitted radios that cost less than a bicycle.</p>
<h2>Warning by the hour</h2>
<p>The timing is deliberate. When snow in the Paghman hills melts quickly, the river can rise a metre in an afternoon, and the last two spring floods reached the bazaars before any warning did.</p>
<blockquote><p>“A flood is not a surprise. It takes seven hours to come down from the upper valley. We simply had nobody watching it,” said Nasrin Azimi, who leads the gauge team.</p></blockquote>
<table><thead><tr><th>Gauge</th><th>Level, Monday 07:00</th><th>Alarm at</th></tr></thead><tbody><tr><td>Maidan bridge</td><td>0.62 m</td><td>1.90 m</td></tr><tr><td>Pul-e-Artan</td><td>0.88 m</td><td>2.10 m</td></tr><tr><td>Tang-i-Gharu</td><td>1.14 m</td><td>2.60 m</td></tr></tbody></table>
<p>The readings are open. Anyone may ask for them by text message, and the schools nearest to the water will be telephoned when a gauge passes its alarm.</p>`,
  },
  {
    id: "karez-diggers-bamyan",
    title: "The last karez diggers of Bamyan are teaching again",
    section: "Environment",
    authors: ["Mariam Wardak"],
    tags: ["water", "drought", "Bamyan"],
    language: "en",
    summary:
      "Three masters of the underground channels that watered the highlands for centuries have taken on nineteen apprentices.",
    hoursAgo: 27,
    html: `<p>Ustad Ghulam lowers himself into the shaft with one hand on the rope and a candle in the other. If the candle goes out, he comes up. No instrument, he says, has ever told him more about the air below.</p>
<p>He is seventy-one, and one of three men in the province who can still dig a karez: a gently sloping tunnel that carries groundwater from the foot of a mountain to the fields, without a pump and without a litre lost to the sun.</p>
<p>After the third dry winter in a row, half of the drilled wells in his district gave nothing. The karez next to them kept running. That is why nineteen apprentices, four of them women who will do the surveying, began a two-year course this month.</p>
<p>A cleaned karez gives a village of sixty families water for its almond and potato fields. It also asks something of them: everyone downstream must help to clear the channel each autumn, and the shares are still measured in hours of flow.</p>`,
  },
  {
    id: "snow-survey-salang",
    title: "Snow above the Salang is half of what it should be",
    section: "Environment",
    authors: ["Laila Sahar", "Hamid Rahimi"],
    tags: ["snow", "drought", "Salang"],
    language: "en",
    summary:
      "The first survey of the season found 41 centimetres where 80 are usual. Farmers to the north should plan for a dry May.",
    hoursAgo: 51,
    image: { file: "snow.jpg", alt: "Blue mountains with thin snow under a pale sun" },
    html: `<p>Two surveyors on skis and a mule with the sampling tubes needed nine hours to cross the measuring line above the Salang pass. What they found fits on one page: 41 centimetres of snow on average, where a normal November has 80.</p>
<p>The snow matters more than its depth suggests. It is the reservoir of the whole north: it melts slowly from April on and fills the canals of Baghlan and Kunduz when there is no rain at all.</p>
<p>“One survey is not a season,” warned Zalmai Karimi of the hydrology department. January storms have made up for poor starts before, most recently nine years ago.</p>
<p>All the same, the department advises wheat growers to sow the quicker varieties and to keep seed back for a second sowing.</p>`,
  },
  {
    id: "kabul-winter-smog",
    title: "Kabul's winter smog has a new map, street by street",
    section: "Environment",
    authors: ["Hamid Rahimi"],
    tags: ["air", "health", "Kabul"],
    language: "en",
    summary:
      "Sixty cheap sensors on school roofs show where coal smoke gathers, and which hours a child should stay indoors.",
    hoursAgo: 74,
    html: `<p>By eight in the evening the smoke has filled the bowl in which Kabul lies, and from the television hill one sees only minarets. Until this winter, one station measured it for the whole city.</p>
<p>Now sixty sensors on school roofs do. The map they draw is uneven: in the lanes of the old city the fine dust reaches five times the level of the slopes two kilometres away.</p>
<p>Coal stoves are the main cause, followed by tyres and plastic burnt in bathhouses and bakeries. Doctors at the children's hospital count twice as many cases of pneumonia in weeks when the air stands still.</p>
<p>The schools will use the map for something modest: moving lessons by an hour. Between seven and half past eight in the morning the air is worst, and most children walk to school exactly then.</p>`,
  },
]
