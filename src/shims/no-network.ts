// Stands for `http`, `https` and `url` in the bundle (wrangler.toml, [alias]). rss-parser needs them to fetch, which
// nothing here lets it do, and a Worker would load them at each start.
export default {}
