const rss = (item: string, before = "") =>
  `<?xml version="1.0"?>${before}<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>t</title>` +
  `<link>https://partner.example/</link><item><title>one</title><link>https://partner.example/1</link>${item}</item></channel></rss>`
const atom = (entry: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>1</id><title>one</title>${entry}</entry></feed>`
const inDescription = (piece: string) => (times: number) => rss(`<description>${piece.repeat(times)}</description>`)
const inContent = (piece: string) => (times: number) =>
  rss(`<description><![CDATA[<p>${piece.repeat(times)}]]></description>`)
const inAttribute = (piece: string) => (times: number) => rss(`<enclosure url="${piece.repeat(times)}"/>`)
const inDate = (piece: string) => (times: number) => rss(`<pubDate>${piece.repeat(times)}</pubDate>`)
const inAuthor = (piece: string) => (times: number) => rss(`<author>${piece.repeat(times)}</author>`)
const inTitle = (piece: string) => (times: number) => rss(`<title>${piece.repeat(times)}</title>`)
const inLink = (piece: string) => (times: number) => rss(`<link>${piece.repeat(times)}</link>`)
const asItems = (piece: string) => (times: number) => rss(`</item>${piece.repeat(times)}<item>`)

/** Documents made to be slow, by how many times the slow part stands in them. */
export const HOSTILE_FEEDS: Record<string, (times: number) => string> = {
  "escaped <": inDescription("&lt;"),
  "escaped < and letter": inDescription("&lt;a "),
  "bare &": inDescription("&"),
  "bare & and letter": inDescription("&a"),
  "named references": inDescription("&hellip;"),
  "half references": inDescription("&#x41"),
  "nested elements": inDescription("<div>"),
  "nested elements in every entry": (times) =>
    asItems(`<item><description>${"<div>".repeat(300)}</description></item>`)(times / 100),
  "nested elements and entries in them": asItems("<item><description><div><div>"),
  "elements too deep of many names": (times) =>
    rss(`<description>${"<div>".repeat(300)}${Array.from({ length: times }, (_, at) => `<a${at}></b${at}>`).join("")}`),
  "nested elements of one namespace each": (times) =>
    rss(Array.from({ length: times }, (_, at) => `<a xmlns:n${at}="u${at}">`).join("")),
  "stray end tags": inDescription("</x>"),
  "stray end tags within 250 elements": (times) => rss(`${"<a>".repeat(250)}${"</x>".repeat(times)}`),
  "misnested elements": inDescription("<b><i></b></i>"),
  "elements that imply ends": inDescription("<title>"),
  "entries in entries": asItems("<item>"),
  "many entries": asItems("<item><title>a</title></item>"),
  "siblings without end": inDescription("<br>"),
  "noscript in noscript": inContent("<noscript>"),
  "pictures that wait": inContent('<img data-src="/a.jpg">'),
  "pictures that wait, with their originals": inContent(
    '<img data-src="/a.jpg"><noscript><img src="/a.jpg"></noscript>',
  ),
  "originals, and then pictures": (times) =>
    inContent(`${'<noscript><img src="/a.jpg"></noscript>'.repeat(times)}${'<img data-src="/a.jpg">'.repeat(times)}`)(
      1,
    ),
  "attributes that wait": (times) => inContent(`<img ${'data-src="/a.jpg" '.repeat(times)}>`)(1),
  "one picture in many sizes": (times) => inContent(`<img data-srcset="${"/a.jpg 1w, ".repeat(times)}">`)(1),
  "commas in a srcset": (times) => inContent(`<img srcset="${", , ,".repeat(times)}">`)(1),
  "players in figures": (times) =>
    inContent(`${"<figure>".repeat(200)}${'<iframe src="https://www.youtube.com/embed/a"></iframe>'.repeat(times)}`)(1),
  "posts in posts": inContent('<blockquote class="twitter-tweet">'),
  "links in a post": (times) =>
    inContent(`<blockquote class="twitter-tweet">${'<a href="https://x.com/a/status/1">'.repeat(times)}`)(1),
  "footnotes of one name": inContent('<a id="a" href="#a">'),
  "footnotes of many names": (times) =>
    inContent(Array.from({ length: times }, (_, at) => `<a id="a${at}" href="#a${at}">`).join(""))(1),
  "unclosed CDATA": inDescription("<![CDATA["),
  "CDATA that lost its end": asItems("<description><![CDATA[x</description></item><item>"),
  "ends of CDATA": inDescription("]]>"),
  "short CDATA": inDescription("<![CDATA[x]]>"),
  "unclosed comments": inDescription("<!--"),
  comments: inDescription("<!---->"),
  "unclosed instructions": inDescription("<?"),
  declarations: inDescription("<!"),
  "bare <": inDescription("< "),
  "unclosed tags": inDescription("<a "),
  "unclosed attributes": inDescription('<a b="'),
  "attributes that lost their ends": inDescription("<a b=\"><c d='>"),
  "many attributes": (times) => rss(`<a ${Array.from({ length: times }, (_, at) => `a${at}="1"`).join(" ")}/>`),
  "the same attribute": (times) => rss(`<a ${'b="1" '.repeat(times)}/>`),
  "one long attribute": inAttribute("a"),
  "an attribute of spaces": inAttribute(" "),
  "an attribute of line ends": inAttribute("\n"),
  "an attribute of references": inAttribute("&amp;"),
  "HTML tags": inContent("<b>"),
  "HTML paragraphs": inContent("<p>"),
  "HTML lists": inContent("<ul><li>"),
  "HTML tables": inContent("<table><td>"),
  "HTML forms": inContent("<form>"),
  "HTML links": inContent("<a href=x>"),
  "HTML stray end tags": inContent("</q>"),
  "HTML misnested": inContent("<b><p></b>"),
  "HTML images": inContent("<img src=1x1.gif>"),
  "HTML vector images": inContent("<svg>"),
  "HTML scripts": inContent("<script>"),
  "HTML comments": inContent("<!--"),
  "HTML unclosed attributes": inContent("<a b='"),
  "HTML references": inContent("&"),
  "HTML references and letter": inContent("&lt"),
  "HTML srcset": (times) => rss(`<description><![CDATA[<img srcset="${"a ,".repeat(times)}">]]></description>`),
  "HTML srcset of spaces": (times) =>
    rss(`<description><![CDATA[<img srcset="a${" ".repeat(times)}b">]]></description>`),
  "spaces as text": inDescription(" "),
  "spaces and a letter": inDescription(`${" ".repeat(50)}x`),
  "line ends": inDescription("\r\n"),
  controls: inDescription("\u0001"),
  "lone surrogates": inDescription("\ud800"),
  "C1 controls": inDescription("\u0085"),
  "dates of digits": inDate("1"),
  "dates of words": inDate("jan "),
  "dates of spaces": inDate(" "),
  "dates of colons": inDate("1:"),
  "dates of brackets": inDate("("),
  "authors of brackets": inAuthor("("),
  "authors of spaces": inAuthor("a "),
  "authors of @": inAuthor("a@"),
  "authors of commas": inAuthor("a,"),
  "titles of <": inTitle("<![CDATA[<]]>"),
  "titles of tags": inTitle("&lt;b&gt;"),
  "titles of spaces": inTitle(" "),
  "links of spaces": inLink(" "),
  "links of line ends": inLink("\nx"),
  "links of dots": inLink("../"),
  categories: (times) => rss("<category>a</category>".repeat(times)),
  "different categories": (times) =>
    rss(Array.from({ length: times }, (_, at) => `<category>${at}</category>`).join("")),
  authors: (times) => rss("<author>a</author>".repeat(times)),
  enclosures: (times) => rss('<enclosure url="https://a.example/b"/>'.repeat(times)),
  "different enclosures": (times) =>
    rss(Array.from({ length: times }, (_, at) => `<media:content url="https://a.example/${at}"/>`).join("")),
  "different films": (times) =>
    rss(Array.from({ length: times }, (_, at) => `<media:content medium="video" url="/${at}"/>`).join("")),
  "Atom links": (times) => atom('<link rel="alternate" href="https://a.example/"/>'.repeat(times)),
  "Atom links of many relations": (times) =>
    atom(`<link rel="${"alternate ".repeat(times)}" href="https://a.example/"/>`),
  "Atom authors": (times) => atom("<author><name>a</name></author>".repeat(times)),
  "Atom xhtml": (times) => atom(`<content type="xhtml"><div>${"<b>".repeat(times)}</div></content>`),
  "Atom Base64": (times) => atom(`<content type="x/y">${"QUJD".repeat(times)}</content>`),
  "bases in bases": (times) => atom('<content type="xhtml" xml:base="a/"><a xml:base="b/" href="c">'.repeat(times)),
  "one long base": (times) =>
    `<rss xml:base="https://a.example/${"b/".repeat(times)}"><channel>${"<item><link>c</link></item>".repeat(300)}</channel></rss>`,
  "entities of entities": (times) =>
    rss(
      "<description>&z;</description>",
      `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">${'<!ENTITY b "&a;&a;">'.repeat(times)}<!ENTITY z "&b;&b;">]>`,
    ),
  "one entity many times": (times) =>
    rss(`<description>${"&a;".repeat(times)}</description>`, `<!DOCTYPE r [<!ENTITY a "${"a".repeat(250)}">]>`),
  "an unclosed document type": (times) => `<!DOCTYPE r [${"<!ENTITY a 'b'>".repeat(times)}`,
  "nothing but <": (times) => "<".repeat(times),
  "nothing but spaces": (times) => " ".repeat(times),
  "nothing but [": (times) => "[".repeat(times),
  "JSON in JSON": (times) => `{"version":"https://jsonfeed.org/version/1.1","items":${"[".repeat(times)}`,
  "JSON items": (times) =>
    `{"version":"https://jsonfeed.org/version/1.1","items":[${'{"id":"1","title":"a"},'.repeat(times)}{}]}`,
  "a page": (times) => `<html><head>${'<link rel="alternate" type="application/rss+xml" href="/a">'.repeat(times)}`,
  "a page of tags": (times) => `<html>${"<div>".repeat(times)}`,
}
