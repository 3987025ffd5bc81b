// Replaces `http`, `https` and `url` in the bundle (wrangler.toml, [alias]). rss-parser imports them to fetch feeds. We
// never let it fetch, and a Worker would load them at each start.
export default {}
