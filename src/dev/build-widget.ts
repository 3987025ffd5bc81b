// Makes src/http/site/assets/widget.min.client.js, which the Worker serves, from the widget's sources.
// In: widget-box.client.js, widget.client.js, widget.css. Out: one function, made small; its words come when it is loaded.
// `npm run widget`; a test holds that it was run.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { transformSync } from "esbuild"

const FOLDER = join(import.meta.dirname, "../http/site/assets")
const source = (name: string) => readFileSync(join(FOLDER, name), "utf8")

/** The text of widget.min.client.js. */
export function buildWidget(): string {
  const style = transformSync(source("widget.css"), { loader: "css", minify: true }).code.trim()
  const script = source("widget-box.client.js") + source("widget.client.js")
  const whole = `(()=>{"use strict";if(customElements.get("check-also"))return;${script.replace("WIDGET_STYLE", () => JSON.stringify(style))}})()`
  return transformSync(whole, { minify: true, target: "es2022", charset: "utf8" }).code
}

if (import.meta.main) writeFileSync(join(FOLDER, "widget.min.client.js"), buildWidget())
