/** One feed of each format, with something of all that formats have; what mutations start from. */
export const SEED_FEEDS: readonly string[] = [
  `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" xml:base="https://river.example/">
<channel><title>River &amp; Valley</title><link>/</link><description>Valley news</description><language>en-GB</language>
<atom:link rel="hub" href="https://hub.example/"/><atom:link rel="self" href="/feed"/><ttl>30</ttl>
<image><url>/logo.png</url></image><managingEditor>desk@river.example (The Desk)</managingEditor>
<item><title><![CDATA[Bridge <b>opens</b> &amp; closes]]></title><link>/news/1</link><guid isPermaLink="false">n-1</guid>
<pubDate>Mon, 23 Nov 2026 09:30:00 +0430</pubDate><dc:creator>Laila N.</dc:creator><category domain="x">Roads</category>
<description>&lt;p&gt;The bridge&#8217;s first day.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>Cars <a href="/map?a=1&amp;b=2">crossed</a>.<br><img src="b.jpg" srcset="b.jpg 1x, c.jpg 2x"></p>]]></content:encoded>
<enclosure url="/b.mp3" length="123" type="audio/mpeg"/><media:thumbnail url="/t.jpg" width="90" height="60"/></item>
<item><title>Ferry stops</title><guid>https://river.example/news/2</guid><pubDate>Sun, 22 Nov 2026 08:00 GMT</pubDate>
<description>Nobody &nbsp; AT&T knows</description><author>a@b.example</author></item></channel></rss>`,
  `<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY copy "&#169;">]>
<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="ps" xml:base="https://peak.example/a/"><a:title type="html">Peak &amp;amp; Pass</a:title>
<a:id>tag:peak.example,2026:feed</a:id><a:updated>2026-11-23T10:00:00Z</a:updated><a:rights>&copy; Peak</a:rights>
<a:link href="../"/><a:link rel="self" href="feed.atom"/><a:author><a:name>Omid</a:name><a:uri>/omid</a:uri></a:author>
<a:entry><a:id>tag:peak.example,2026:1</a:id><a:title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Snow <i>falls</i></div></a:title>
<a:link rel="alternate" href="1"/><a:link rel="enclosure" href="1.mp4" type="video/mp4" length="9"/><a:published>2026-11-22T01:02:03.5+04:30</a:published>
<a:updated>2026-11-23T01:02:03-05:00</a:updated><a:category term="weather" label="Weather"/><a:summary>Much of it.</a:summary>
<a:content type="xhtml" xml:base="sub/"><div xmlns="http://www.w3.org/1999/xhtml"><p>First <em>this</em>, then <a href="x">that</a>.</p></div></a:content></a:entry></a:feed>`,
  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://lake.example/rss"><title>Lake</title><link>https://lake.example/</link><description>d</description></channel>
<item rdf:about="https://lake.example/1"><title>Fish &lt;em&gt;return&lt;/em&gt;</title><link>https://lake.example/1</link><dc:date>2026-11-23</dc:date>
<dc:subject>nature</dc:subject></item></rdf:RDF>`,
  `{"version":"https://jsonfeed.org/version/1.1","title":"Plain","home_page_url":"https://plain.example/","feed_url":"https://plain.example/feed.json",
"hubs":[{"type":"WebSub","url":"https://hub.example/"}],"authors":[{"name":"Nur","url":"/nur"}],"items":[{"id":"1","url":"/1","title":"Wind",
"content_html":"<p>It <b>blows</b><script>x()</script></p>","date_published":"2026-11-23T09:00:00+04:30","tags":["air"],"attachments":[{"url":"/a.mp3",
"mime_type":"audio/mpeg"}]},{"id":2,"external_url":"https://plain.example/2","content_text":"Rain < sun","_check_also":{"withdrawn":true}}]}`,
  `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title mode="escaped" type="text/html">Old &lt;b&gt;form&lt;/b&gt;</title><tagline>t</tagline>
<modified>2003-12-31T10:14:55Z</modified><entry><title>One</title><id>1</id><issued>2003-12-30T24:00:00Z</issued>
<content type="text/html" mode="base64">PHA+aGk8L3A+</content></entry></feed>`,
  `<!DOCTYPE html><html><head><title>A page</title><link rel="alternate" type="application/rss+xml" title="News" href="/feed"></head><body><p>Hi</body></html>`,
]
