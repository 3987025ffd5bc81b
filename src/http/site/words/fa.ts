import type { Messages } from "./words.ts"

export const DARI: Messages = {
  language: "fa",
  skip: "رفتن به خبر",
  by: "نویسنده:",
  updated: "به‌روز شده",
  checkAlso: "این را هم بخوانید",
  checkAlsoNote: "از رسانه‌های همکار ما",
  sponsored: "حمایت‌شده",
  newest: "تازه‌ترین‌ها",
  more: "خبرهای دیگر",
  feeds: "فیدها",
  feedsNote: "هر خبر، همان لحظهٔ نشر، در خوانندهٔ دلخواه شما.",
  allFeeds: "همهٔ فیدها و روش استفاده",
  follow: "دنبال کنید",
  topics: "موضوع‌ها",
  nothingYet: "هنوز چیزی نشر نشده است.",
  gone: "این خبر پس گرفته شده است",
  goneNote: "تحریریه این خبر را پس گرفته و دیگر در این نشانی نشر نخواهد شد.",
  missing: "اینجا خبری نیست",
  missingNote: "شاید نشانی درست نباشد یا خبر هنوز نشر نشده باشد.",
  toHome: "به تازه‌ترین خبرها",
}
