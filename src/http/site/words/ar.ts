import type { Messages } from "./words.ts"

export const ARABIC: Messages = {
  language: "ar",
  skip: "انتقل إلى الخبر",
  by: "بقلم",
  updated: "حُدّث",
  checkAlso: "اقرأ أيضًا",
  checkAlsoNote: "من غرف أخبار نتعاون معها",
  sponsored: "برعاية",
  newest: "الأحدث",
  more: "أخبار أخرى",
  feeds: "الخلاصات",
  feedsNote: "كل خبر لحظة نشره، في القارئ الذي تختاره.",
  allFeeds: "كل الخلاصات وكيفية استخدامها",
  follow: "تابع",
  topics: "المواضيع",
  nothingYet: "لم يُنشر شيء بعد.",
  gone: "سُحب هذا الخبر",
  goneNote: "سحبت غرفة الأخبار هذا الخبر ولن يعود إلى هذا العنوان.",
  missing: "لا يوجد خبر هنا",
  missingNote: "ربما كُتب العنوان خطأ، أو لم يُنشر الخبر بعد.",
  toHome: "إلى أحدث الأخبار",
}
