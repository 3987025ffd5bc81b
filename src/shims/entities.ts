// Replaces `entities` in the bundle (wrangler.toml, [alias]), so that it has one table of HTML's references: rss-parser
// would bring an older version with another table.
export { decodeHTML, decodeHTMLAttribute } from "../../node_modules/entities/dist/decode.js"
export { encodeXML, escapeAttribute, escapeText } from "../../node_modules/entities/dist/escape.js"
