import type { Messages } from "./words.ts"

export const PASHTO: Messages = {
  language: "ps",
  skip: "خبر ته ورشئ",
  by: "لیکوال:",
  updated: "تازه شوی",
  checkAlso: "دا هم ولولئ",
  checkAlsoNote: "د هغو خبري ادارو له خوا چې ورسره کار کوو",
  sponsored: "سپانسر شوی",
  newest: "تازه خبرونه",
  more: "نور خبرونه",
  feeds: "فیډونه",
  feedsNote: "هر خبر، د خپرېدو په شېبه کې، ستاسو په خوښه لوستونکي پروګرام کې.",
  allFeeds: "ټول فیډونه او د کارولو لار یې",
  follow: "وڅارئ",
  topics: "موضوعات",
  nothingYet: "تر اوسه څه نه دي خپاره شوي.",
  gone: "دا خبر بېرته اخیستل شوی دی",
  goneNote: "خبري ادارې دا خبر بېرته اخیستی او پر دې پته به بیا نه خپرېږي.",
  missing: "دلته هېڅ خبر نشته",
  missingNote: "ښايي پته ناسمه وي یا خبر لا نه وي خپور شوی.",
  toHome: "تازه خبرونو ته",
}
