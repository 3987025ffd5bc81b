import type { Sample } from "./sample.ts"

export const society: Sample[] = [
  {
    id: "night-school-bakers",
    title: "The bakers' night school starts when the ovens cool",
    section: "Society",
    authors: ["Hamid Rahimi"],
    tags: ["education", "Kabul", "literacy"],
    language: "en",
    summary: "Between the last bread and the first, forty bakers in Kabul learn to read from price lists and poems.",
    hoursAgo: 12,
    html: `<p>The last loaves leave the oven in Shahr-e-Naw at nine. At half past nine the flour is swept from the table, a board is leaned against the sacks, and the lesson begins.</p>
<p>Forty bakers and apprentices come, most of them younger than twenty-five. They started with what they know: the price list, the weights, the names of the streets on the delivery slips. By spring they read the poems that every one of them had long known by heart.</p>
<p>The literacy class costs almost nothing. Two retired teachers give it, the bakers' guild pays for chalk and tea, and the oven keeps the room warm.</p>
<p>“I used to know my letters by their place on the shop signs,” said Rafi, nineteen. “Now I know them wherever they stand.” Three other bakeries have asked for a school of their own.</p>`,
  },
  {
    id: "midwives-wakhan",
    title: "Midwives of the Wakhan ride out before the snow",
    section: "Society",
    authors: ["Mariam Wardak"],
    tags: ["health", "midwives", "Badakhshan"],
    language: "en",
    summary:
      "Six midwives on horseback visit every pregnant woman of the corridor before the passes close for five months.",
    hoursAgo: 34,
    html: `<p>Gulsum packs twice. The first saddle bag holds what she hopes to use: a stethoscope, iron tablets, a scale with a cloth sling. The second, sealed with tape, holds what she hopes not to.</p>
<p>She is one of six midwives who ride up the Wakhan each November, before the passes close. In three weeks they will visit every woman who expects a child before the thaw, about a hundred and twenty this year.</p>
<p>Those whose pregnancy looks difficult are asked to winter in Ishkashim, near the hospital. It is much to ask. The midwives carry letters from women who went, and came home with their children.</p>
<p>Since the rides began eleven years ago, three times fewer mothers have died in childbirth in the corridor. A radio mast that was put up in October lets the midwives call a doctor from all but two of the valleys.</p>`,
  },
  {
    id: "kunar-school-rebuilt",
    title: "په کونړ کې د زلزلې وروسته لومړی ښوونځی بیا پرانیستل شو",
    section: "Society",
    authors: ["زرغونه سادات"],
    tags: ["ښوونه", "زلزله", "کونړ"],
    language: "ps",
    summary: "د نورګل ولسوالۍ دوه سوه شاګردان له یوه کال وروسته له خیمو څخه خپلو ټولګیو ته ستانه شول.",
    hoursAgo: 9,
    image: { file: "school.jpg", alt: "د غرونو په لمن کې یو نوی ښوونځی" },
    html: `<p>د شنبې په سهار د نورګل ولسوالۍ په یوه کلي کې زنګ ووهل شو، خو دا ځل زنګ د خیمې په ستن پورې نه و ځړول شوی. دوه سوه شاګردان له یوه کال وروسته بېرته خپل ښوونځي ته ننوتل.</p>
<p>پخوانۍ ودانۍ په زلزله کې بشپړه ړنګه شوې وه. نوې ودانۍ یو پوړ لري، دېوالونه یې له ډبرو او لرګیو جوړ دي او انجینران وايي چې د سختې زلزلې پر وړاندې به ټینګه ودرېږي.</p>
<p>د کلي خلکو پخپله کار وکړ. هرې کورنۍ لس ورځې د کار ونډه واخیسته، او ډبرې له هماغو دېوالونو راټولې شوې چې لوېدلي وو.</p>
<p>ښوونکې نفیسه وايي: «ماشومان لومړی وېرېدل چې تر چت لاندې کېني. موږ ورته وښودل چې دا ستنې څنګه سره تړل شوې دي، او اوس یې پخپله نورو ته ښيي.»</p>`,
  },
  {
    id: "bamyan-potato-cellars",
    title: "زیرزمینی‌های تازه، کچالوی بامیان را تا بهار نگه می‌دارد",
    section: "Economy",
    authors: ["سمیرا یوسفی"],
    tags: ["زراعت", "بامیان", "کچالو"],
    language: "fa-AF",
    summary: "دهقانان بامیان با ساختن سردخانه‌های ساده دیگر ناچار نیستند کچالوی خود را در خزان به هر قیمتی بفروشند.",
    hoursAgo: 47,
    html: `<p>در خزان، وقتی همه کچالو می‌فروشند، یک سیر آن ارزان‌تر از کرایهٔ موتری است که آن را به کابل می‌برد. در بهار همان سیر سه برابر قیمت دارد. دهقانان بامیان این را همیشه می‌دانستند، اما جایی برای نگهداری نداشتند.</p>
<p>امسال در سه ولسوالی صد و بیست زیرزمینی ساخته شده است: اتاقی در دل تپه با دیوار سنگی، دو هواکش و دروازه‌ای دولایه. برق لازم ندارد و سردی شب کوهستان کار یخچال را می‌کند.</p>
<p>محمدعلی از ولسوالی یکاولنگ می‌گوید پارسال نیمی از حاصلش پیش از زمستان خراب شد. «امسال دو تن را نگه داشته‌ام و تا نوروز به بازار نمی‌برم.»</p>
<p>کارشناسان زراعت هشدار می‌دهند که اگر همه هم‌زمان در بهار بفروشند، قیمت باز پایین می‌آید؛ از همین رو اتحادیهٔ دهقانان برای هر قریه هفته‌ای جداگانه تعیین کرده است.</p>`,
  },
]
