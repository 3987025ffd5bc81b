import { primaryLanguage } from "../../../lib/text/language.ts"

/** The texts of pages around the stories, in one language. */
export interface Messages {
  /** The language of these texts. */
  language: string
  skip: string
  by: string
  updated: string
  checkAlso: string
  checkAlsoNote: string
  sponsored: string
  newest: string
  more: string
  feeds: string
  feedsNote: string
  allFeeds: string
  follow: string
  topics: string
  nothingYet: string
  gone: string
  goneNote: string
  missing: string
  missingNote: string
  toHome: string
}

const ENGLISH: Messages = {
  language: "en",
  skip: "Skip to the story",
  by: "By",
  updated: "Updated",
  checkAlso: "Check Also",
  checkAlsoNote: "From newsrooms we work with",
  sponsored: "Sponsored",
  newest: "Newest",
  more: "More stories",
  feeds: "Feeds",
  feedsNote: "Every story, in the reader of your choice, the minute it is out.",
  allFeeds: "All feeds, and how to use them",
  follow: "Follow",
  topics: "Topics",
  nothingYet: "Nothing is published yet. The first story will appear here.",
  gone: "This story was withdrawn",
  goneNote: "The newsroom has taken it back. It will not return at this address.",
  missing: "There is no story here",
  missingNote: "The address may be mistyped, or the story is not published yet.",
  toHome: "To the newest stories",
}

const PASHTO: Messages = {
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

const DARI: Messages = {
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

const ARABIC: Messages = {
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

const FRENCH: Messages = {
  language: "fr",
  skip: "Aller à l’article",
  by: "Par",
  updated: "Mis à jour",
  checkAlso: "À lire aussi",
  checkAlsoNote: "Chez les rédactions partenaires",
  sponsored: "Sponsorisé",
  newest: "À la une",
  more: "Autres articles",
  feeds: "Flux",
  feedsNote: "Chaque article, dès sa parution, dans le lecteur de votre choix.",
  allFeeds: "Tous les flux, et comment s’en servir",
  follow: "Suivre",
  topics: "Sujets",
  nothingYet: "Rien n’est encore paru.",
  gone: "Cet article a été retiré",
  goneNote: "La rédaction l’a retiré. Il ne reviendra pas à cette adresse.",
  missing: "Il n’y a pas d’article ici",
  missingNote: "L’adresse est peut-être mal tapée, ou l’article n’est pas encore paru.",
  toHome: "Vers les derniers articles",
}

const GERMAN: Messages = {
  language: "de",
  skip: "Zum Artikel",
  by: "Von",
  updated: "Aktualisiert",
  checkAlso: "Lesen Sie auch",
  checkAlsoNote: "Aus Redaktionen, mit denen wir arbeiten",
  sponsored: "Anzeige",
  newest: "Neueste Artikel",
  more: "Weitere Artikel",
  feeds: "Feeds",
  feedsNote: "Jeder Artikel, sobald er erscheint, im Leseprogramm Ihrer Wahl.",
  allFeeds: "Alle Feeds, und wie man sie nutzt",
  follow: "Folgen",
  topics: "Themen",
  nothingYet: "Noch ist nichts erschienen.",
  gone: "Dieser Artikel wurde zurückgezogen",
  goneNote: "Die Redaktion hat ihn zurückgezogen. Er kommt unter dieser Adresse nicht wieder.",
  missing: "Hier steht kein Artikel",
  missingNote: "Vielleicht ist die Adresse vertippt, oder der Artikel ist noch nicht erschienen.",
  toHome: "Zu den neuesten Artikeln",
}

const SPANISH: Messages = {
  language: "es",
  skip: "Ir al artículo",
  by: "Por",
  updated: "Actualizado",
  checkAlso: "Lea también",
  checkAlsoNote: "De redacciones con las que trabajamos",
  sponsored: "Patrocinado",
  newest: "Lo último",
  more: "Más artículos",
  feeds: "Canales",
  feedsNote: "Cada artículo, en cuanto sale, en el lector que usted elija.",
  allFeeds: "Todos los canales y cómo usarlos",
  follow: "Seguir",
  topics: "Temas",
  nothingYet: "Todavía no hay nada publicado.",
  gone: "Este artículo fue retirado",
  goneNote: "La redacción lo retiró. No volverá a esta dirección.",
  missing: "Aquí no hay ningún artículo",
  missingNote: "Puede que la dirección esté mal escrita o que el artículo aún no haya salido.",
  toHome: "A lo más reciente",
}

const ALL: Record<string, Messages> = {
  en: ENGLISH,
  ps: PASHTO,
  fa: DARI,
  ar: ARABIC,
  fr: FRENCH,
  de: GERMAN,
  es: SPANISH,
}

/** Gives the texts for a BCP 47 tag. English when the language has none. */
export function wordsFor(language: string): Messages {
  return ALL[primaryLanguage(language)] ?? ENGLISH
}
