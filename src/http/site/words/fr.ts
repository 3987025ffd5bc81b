import type { Messages } from "./words.ts"

export const FRENCH: Messages = {
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
