import type { Paper } from "../../../model/paper.ts"
import { Code } from "../parts/code.tsx"
import { Layout, renderPage } from "../parts/layout.tsx"
import { wordsFor } from "../words/index.ts"

// `/widget`: choose how the box looks, see it live, copy what goes into a page. For editors, so in English.
// In: the choice, and the addresses of the script. Out: a page. The form asks for it anew; no script but the widget runs.

export const LAYOUTS = ["list", "cards", "compact", "slide-in"] as const
export const THEMES = ["auto", "light", "dark"] as const

export interface Choice {
  layout: (typeof LAYOUTS)[number]
  theme: (typeof THEMES)[number]
  limit: number
  heading?: string
  images: "on" | "off"
  /** The address of a story with links, for the live box. */
  url?: string
}

interface WidgetPage {
  paper: Paper
  choice: Choice
  /** `/check-also.<hash>.js` and its hash, as Subresource Integrity writes it. */
  versioned: { path: string; integrity: string }
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")

/** The attributes that differ from what holds without them. */
function attributesOf({ layout, theme, limit, heading, images }: Choice): Record<string, string> {
  return {
    ...(layout === "list" ? {} : { layout }),
    ...(limit === 3 ? {} : { limit: String(limit) }),
    ...(theme === "auto" ? {} : { theme }),
    ...(heading ? { heading } : {}),
    ...(images === "on" ? {} : { images }),
  }
}

export function widgetPage({ paper, choice, versioned }: WidgetPage): string {
  const site = paper.publication.siteUrl
  const attributes = attributesOf(choice)
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`)
  const element = `<check-also${written.join("")}></check-also>`
  const moving = `<script async src="${site}/check-also.js"></script>`
  const fixed = `<script async src="${site}${versioned.path}"\n  integrity="${versioned.integrity}" crossorigin="anonymous"></script>`
  return renderPage(
    <Layout
      paper={paper}
      words={wordsFor("en")}
      language="en"
      title="The box on your site"
      description="Choose how the box looks, and copy it into your pages."
      head={<script async src="/check-also.js" />}
    >
      <div class="list">
        <h1>The box on your site</h1>
        <form class="chips" method="get" action="/widget">
          <Pick name="layout" label="Layout" values={LAYOUTS} chosen={choice.layout} />
          <Pick name="theme" label="Colours" values={THEMES} chosen={choice.theme} />
          <Pick name="images" label="Pictures" values={["on", "off"]} chosen={choice.images} />
          <Field name="limit" label="Links at most" type="number" value={String(choice.limit)} />
          <Field name="heading" label="Heading" type="text" value={choice.heading ?? ""} />
          <Field name="url" label="Address of a story" type="url" value={choice.url ?? ""} />
          <button type="submit">Show</button>
        </form>
        <h2 class="rubric">Live</h2>
        {choice.url ? (
          <check-also {...attributes} url={choice.url} />
        ) : (
          <p class="empty">Give the address of one of your stories to see its box.</p>
        )}
        <h2 class="rubric">Copy</h2>
        <p>Where the box is to stand:</p>
        <Code label="The snippet" text={`${moving}\n${element}`} />
        <p>Or this version for ever, with its hash. It gets no repairs until you change the address:</p>
        <Code label="A version for ever" text={`${fixed}\n${element}`} />
        <p>Does something follow the box on short pages? Then your style sheet keeps room for it from the start:</p>
        <Code label="Room for the box" text="check-also { display: block; min-height: 26em }" />
        <h2 class="rubric">Recipes</h2>
        {recipes(site, moving, element).map(([name, how, code]) => (
          <section class="shelf">
            <h3>{name}</h3>
            <p>{how}</p>
            <Code label={name} text={code} />
          </section>
        ))}
      </div>
    </Layout>,
  )
}

const recipes = (site: string, script: string, element: string): [name: string, how: string, code: string][] => {
  const withUrl = (url: string) => element.replace("<check-also", () => `<check-also url=${url}`)
  return [
    ["Plain HTML", "At the end of the article. The address is the page’s canonical link.", `${script}\n${element}`],
    [
      "WordPress",
      "Without script: the plugin at /widget/check-also.php.txt. Or the block “Custom HTML” in the template of single posts.",
      `${script}\n${element}`,
    ],
    [
      "Ghost",
      "Settings, Code injection, Site footer; the element goes into post.hbs, after {{content}}.",
      `${script}\n${element}`,
    ],
    ["Drupal", "In node--article.html.twig, after {{ content }}.", `${script}\n${element}`],
    ["Hugo", "In layouts/_default/single.html, after .Content.", `${script}\n${withUrl('"{{ .Permalink }}"')}`],
    [
      "Eleventy",
      "In the layout of posts, after the content.",
      `${script}\n${withUrl('"https://your.site{{ page.url }}"')}`,
    ],
    [
      "Astro",
      "In the layout of posts, after the slot.",
      `${script.replace("<script", "<script is:inline")}\n${withUrl("{Astro.url.href}")}`,
    ],
    [
      "Without script",
      "A server-side include (nginx), or the same address in a build or an ESI tag.",
      `<!--# include virtual="/check-also.html?url=https://your.site$uri" -->\nlocation = /check-also.html { proxy_pass ${site}; }`,
    ],
  ]
}

interface Choosing {
  name: string
  label: string
}

function Pick({ name, label, values, chosen }: Choosing & { values: readonly string[]; chosen: string }) {
  return (
    <label>
      {label}{" "}
      <select name={name}>
        {values.map((value) => (
          <option value={value} selected={value === chosen}>
            {value}
          </option>
        ))}
      </select>
    </label>
  )
}

function Field({ name, label, type, value }: Choosing & { type: string; value: string }) {
  return (
    <label>
      {label} <input name={name} type={type} value={value} {...(type === "number" ? { min: 1, max: 10 } : {})} />
    </label>
  )
}
