// Replaces `xml-js` in the bundle (wrangler.toml, [alias]). The package `feed` only writes XML with it.
// @ts-expect-error: it has no types of its own.
import js2xml from "../../node_modules/xml-js/lib/js2xml.js"

export { js2xml }
