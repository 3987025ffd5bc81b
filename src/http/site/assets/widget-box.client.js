// Draws the widget's box. In: the links as the service sends them, and what the element's attributes say. Out: elements,
// without a style attribute and without text that is read as HTML. HTML; WAI-ARIA's region landmark.
const { rightToLeft, words } = WIDGET_DATA

const directionOf = (language) => {
  try {
    return rightToLeft.includes(`${new Intl.Locale(language).maximize().script}`) ? "rtl" : "ltr"
  } catch {
    return "ltr"
  }
}
const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties)
  if (properties.part) element.setAttribute("part", properties.part)
  element.append(...children.filter((child) => child))
  return element
}
/** The date in this language; nothing where it is none. */
const time = (value, language) => {
  try {
    const at = new Date(value)
    // English without a country gets the date order that most of the world reads correctly.
    const locales = [language === "en" ? "en-GB" : language, "en-GB"]
    const text = at.toLocaleDateString(locales, { day: "numeric", month: "long", year: "numeric" })
    return value && make("time", { dateTime: at.toISOString() }, make("bdi", {}, text))
  } catch {}
}

/** The heading, "sponsored" and "close". */
const wordsOf = (language) => words[language.toLowerCase().split("-")[0]] || words.en

const drawLine = (item, paid, wishes) => {
  const { campaign, language } = wishes
  const { partner_name: name } = item._check_also || {}
  const at = new URL(item.url)
  if (campaign !== null) {
    at.searchParams.set("utm_source", location.hostname)
    at.searchParams.set("utm_medium", "check-also")
    if (campaign) at.searchParams.set("utm_campaign", campaign)
  }
  // The headline beside it says what it leads to: a screen reader need not hear it twice.
  const image =
    item.image &&
    wishes.images &&
    make("img", {
      alt: "",
      width: 300,
      height: 200,
      loading: "lazy",
      part: "image",
      referrerPolicy: "no-referrer",
      onerror: ({ target }) => target.classList.add("broken"),
      src: item.image,
    })
  const link = make(
    "a",
    { href: at.href, rel: paid ? "sponsored noopener" : "noopener", part: "link", target: wishes.target, item },
    image,
    make("span", {}, item.title),
  )
  const label = paid && make("p", { className: "label", part: "label", lang: language }, wordsOf(language)[1])
  const line = make(
    "li",
    { part: "item" },
    label,
    link,
    make(
      "p",
      { part: "meta" },
      name && make("bdi", {}, name),
      " ",
      time(item.date_published, item.language || language),
    ),
    item.summary && make("p", { className: "excerpt", part: "excerpt" }, item.summary),
  )
  if (item.language) line.lang = item.language
  line.dir = item.language ? directionOf(item.language) : "auto"
  return line
}

const drawBox = (items, layout, wishes) => {
  const { heading, language } = wishes
  const list = (paid) => {
    const some = items.filter((item) => Boolean(item._check_also?.sponsored) === paid)
    const name = paid ? "paid" : "list"
    return (
      some.length && make("ul", { className: name, part: name }, ...some.map((item) => drawLine(item, paid, wishes)))
    )
  }
  const section = make(
    "section",
    {
      className: layout,
      lang: language,
      dir: directionOf(language),
      part: "box",
    },
    make("slot", { name: "heading" }, heading && make("h2", { part: "heading" }, heading)),
    list(false),
    list(true),
    make("slot", { name: "footer" }),
  )
  section.setAttribute("aria-label", wishes.label)
  return section
}
