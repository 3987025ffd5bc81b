import type { Sample } from "./sample.ts"

export const culture: Sample[] = [
  {
    id: "rubab-makers-kabul",
    title: "A rubab takes one mulberry tree and forty days",
    section: "Culture",
    authors: ["Laila Sahar"],
    tags: ["music", "rubab", "crafts"],
    language: "en",
    summary: "In a lane of the old city the last family of rubab makers has a waiting list again.",
    hoursAgo: 20,
    image: { file: "rubab.jpg", alt: "A long-necked lute before a deep red ground" },
    html: `<p>The wood must be mulberry, felled in winter and left to dry for longer than most customers like to hear. Then Ustad Qader hollows it with an adze until, he says, it answers.</p>
<p>His family has built the rubab in the same lane of Kabul's old city for five generations. For years the workshop mended what there was. This autumn the list of orders is eleven names long, two of them from Hamburg and one from Fremont.</p>
<p>The body is cut from a single block and covered with goatskin; three strings carry the melody, and a dozen more, never touched, ring along with it. Setting those takes the last ten of the forty days.</p>
<p>The instrument's making was entered in a list of the world's living heritage two years ago. That helps with visas, the master finds, and not at all with mulberry, which grows slowly and burns well.</p>`,
  },
  {
    id: "cinema-reels-archive",
    title: "Rescued from a false wall: the film archive's lost reels",
    section: "Culture",
    authors: ["Hamid Rahimi"],
    tags: ["film", "archive", "history"],
    language: "en",
    summary:
      "Archivists have scanned the first hundred of seven thousand reels that colleagues once hid behind plaster.",
    hoursAgo: 80,
    html: `<p>The wall was hung with posters, and the men who searched the building never knocked on it. Behind it lay most of the country's film history: newsreels, love stories, a nomad wedding in colours that have not faded.</p>
<p>Seven thousand reels survived that way. The first hundred have now been cleaned and scanned, frame by frame, by a team that had to learn the craft from manuals older than its members.</p>
<p>Heat is the enemy. Old film gives off vinegar when it decays, and the vinegar makes its neighbours decay. The archive has one cooled room, and sorts by smell.</p>
<p>In spring a truck with a screen will bring ten of the films to the provinces. The archivists hope for more than applause: they have photographs of actors whose names nobody wrote down.</p>`,
  },
  {
    id: "kite-season-kabul",
    title: "Kite season opens on the roofs of Kabul",
    section: "Culture",
    authors: ["Laila Sahar"],
    tags: ["kites", "Kabul", "children"],
    language: "en",
    summary: "The north wind has come, tissue paper is sold out, and glass on the string is banned in three districts.",
    hoursAgo: 121,
    html: `<p>You hear it before you see it: a shout from one roof, an answer from another, and then a diamond of tissue paper that drops, turns and is suddenly free.</p>
<p>The season of gudiparan begins when the wind from the north settles in, and ends with the first snow that stays. In the Shor bazaar the paper sellers have run out of red.</p>
<p>Strings coated with powdered glass cut other kites, and fingers. Three districts have banned them near schools. The fliers grumble, and point out that the art lies in the release, not the glass.</p>
<p>On Friday the roofs of Deh Afghanan will hold a contest for girls and boys under twelve, with plain cotton string. The prize is the reel that the champion of 1974 used.</p>`,
  },
  {
    id: "istalif-blue-pottery",
    title: "Istalif's blue glaze survives the gas kiln",
    section: "Culture",
    authors: ["Mariam Wardak"],
    tags: ["pottery", "crafts", "Istalif"],
    language: "en",
    summary:
      "Potters north of Kabul have taught a modern kiln to make the turquoise that only wood smoke used to give.",
    hoursAgo: 145,
    html: `<p>For three hundred years the turquoise of Istalif has come from a desert shrub burnt to ash, copper scrap, and a fire of whatever wood there was. The fire was the difficulty: a family used a poplar grove each year.</p>
<p>When the first gas kiln came up the hill, the pots left it grey. The potters laughed, and then they experimented. The answer was to starve the flame of air for the last twenty minutes.</p>
<p>Now eleven of the village's thirty workshops fire with gas. The glaze is a shade deeper, and out of a hundred bowls four crack where thirty used to.</p>
<p>Not everyone is pleased. “A pot should have a little luck in it,” said Haji Sabir, who fires with wood on the first Friday of the month, for those who agree.</p>`,
  },
  {
    id: "landay-poetry-evening",
    title: "په ننګرهار کې د لنډیو شپه له سل کسانو ډېر راټول کړل",
    section: "Culture",
    authors: ["زرغونه سادات"],
    tags: ["شعر", "لنډۍ", "ننګرهار"],
    language: "ps",
    summary: "د نارنج ګل له مشاعرې مخکې ځوانانو هغه لنډۍ ولوستې چې له خپلو انا ګانو یې زده کړې وې.",
    hoursAgo: 63,
    html: `<p>لنډۍ دوه مسرې لري او لیکوال یې څوک نه پېژني. خو د پنجشنبې په شپه په جلال اباد کې هر لوستونکي لومړی هغه کس یاد کړ چې لنډۍ یې ترې اورېدلې وه: انا، ترور، یا د کلي کومه مېرمن.</p>
<p>د مشاعرې جوړوونکي وايي چې تر سلو ډېر کسان راغلي وو او ډېری یې تر دېرشو کلونو کم عمره وو. هر چا باید داسې لنډۍ راوړې وای چې په کتابونو کې نه وي.</p>
<p>له دوو زرو څخه ډېرې لنډۍ په همدې ډول ثبت شوې دي. د پوهنتون محصلان یې لیکي، غږ یې خوندي کوي او د هغه کلي نوم ورسره لیکي چې لنډۍ ترې راغلې ده.</p>
<p>راتلونکې غونډه به په پسرلي کې د نارنج د ګلونو په موسم کې جوړه شي.</p>`,
  },
]
