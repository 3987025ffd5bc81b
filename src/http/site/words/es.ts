import type { Messages } from "./words.ts"

export const SPANISH: Messages = {
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
