// Replaces `xmlbuilder` in the bundle (wrangler.toml, [alias]), with which rss-parser writes the XML of an entry's
// content. Our second opinion asks for no content. test/shims/second-opinion.test.ts holds that.
export default {}
