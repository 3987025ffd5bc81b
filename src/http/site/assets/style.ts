import { fnv1a } from "../../../lib/text/fnv1a.ts"

/**
 * The stylesheet of all pages. Colours meet WCAG AA in both schemes. Every inset, margin and border is logical, so a
 * right-to-left page mirrors a left-to-right one.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #faf9f6; --card: #ffffff; --ink: #16191f; --soft: #545b66; --rule: #dcd9d1; --strong: #16191f;
  --lapis: #1d3f8a; --lapis-soft: #eaeff9; --gold: #8a5a00; --gold-soft: #fbf0d6; --bad: #a3221d; --good: #1f6b3a;
  --latin-serif: Charter, "Bitstream Charter", "Sitka Text", "Iowan Old Style", "Noto Serif", Cambria, Georgia,
    "Liberation Serif", serif;
  --latin-sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  --serif: var(--latin-serif); --sans: var(--latin-sans);
  --arabic: "Noto Naskh Arabic", "Geeza Pro", "Segoe UI", "Sakkal Majalla", "Vazirmatn", "Noto Sans Arabic",
    "DejaVu Sans", serif;
  --wave: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='%23000' stroke-width='2.6'%3E%3Cpath d='M1 2a13 13 0 0 1 13 13M1 7.500a7.5 7.5 0 0 1 7.5 7.5'/%3E%3Ccircle cx='2.6' cy='13.4' r='2.3' fill='%23000' stroke='none'/%3E%3C/svg%3E");
  --gap: clamp(1rem, 0.6rem + 2vw, 2rem);
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171c; --card: #1b1f26; --ink: #e9e7e1; --soft: #a4abb6; --rule: #323842; --strong: #e9e7e1;
    --lapis: #a9c2ff; --lapis-soft: #1f2a44; --gold: #f0c463; --gold-soft: #3a2f14; --bad: #ff9d94; --good: #86d6a0;
  }
}
*, *::before, *::after { box-sizing: border-box }
html { font-size: 106.25%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 var(--serif); overflow-wrap: break-word }
h1, h2, h3, p, ul, ol, figure, blockquote { margin: 0; padding: 0 }
ul, ol { list-style: none }
h1, h2, h3, h4 { line-height: 1.18; font-weight: 700; text-wrap: balance }
img, video, iframe { max-width: 100% }
img, video { height: auto }
a { color: inherit; text-decoration-color: var(--lapis); text-decoration-thickness: 1px; text-underline-offset: 0.18em }
a:hover { color: var(--lapis) }
:focus-visible { outline: 3px solid var(--lapis); outline-offset: 3px; border-radius: 2px }
.wrap { width: 100%; max-width: 74rem; margin-inline: auto; padding-inline: var(--gap) }
.skip { position: absolute; inset-block-start: 0; inset-inline-start: -200vw; padding: 0.6rem 1rem;
  background: var(--card); color: var(--lapis); font: 600 0.9rem var(--sans); z-index: 2 }
.skip:focus { inset-inline-start: 0 }

/* Languages that need their own faces, and some more air between lines. By attribute, not :lang(), so that what stands
   inside inherits. */
:is([lang|="ar"], [lang|="fa"], [lang|="ps"], [lang|="prs"], [lang|="ckb"], [lang|="ug"], [lang|="sd"]),
[dir="rtl"]:not([lang|="he"], [lang|="yi"], [lang|="ur"]) {
  --serif: var(--arabic); --sans: var(--arabic); line-height: 1.85 }
:is([lang|="ur"], [lang|="ks"]) { --serif: "Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", var(--arabic);
  --sans: "Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", var(--arabic); line-height: 2.3 }
:is([lang|="he"], [lang|="yi"]) {
  --serif: "Frank Ruehl CLM", "Noto Serif Hebrew", "New Peninim MT", David, "Times New Roman", serif;
  --sans: "Noto Sans Hebrew", Arial, sans-serif }
[lang|="zh"] { --serif: "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, serif;
  --sans: "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; line-height: 1.75 }
:is([lang|="zh-Hant"], [lang|="zh-TW"], [lang|="zh-HK"]) { --serif: "Noto Serif CJK TC", "Songti TC", PMingLiU, serif;
  --sans: "PingFang TC", "Noto Sans CJK TC", "Microsoft JhengHei", sans-serif }
[lang|="ja"] { --serif: "Hiragino Mincho ProN", "Yu Mincho", "Noto Serif CJK JP", serif;
  --sans: "Hiragino Sans", "Yu Gothic", "Noto Sans CJK JP", sans-serif; line-height: 1.8 }
[lang|="ko"] { --serif: "Noto Serif CJK KR", "Nanum Myeongjo", AppleMyungjo, Batang, serif;
  --sans: "Apple SD Gothic Neo", "Noto Sans CJK KR", "Malgun Gothic", sans-serif; word-break: keep-all }
[dir="ltr"]:is([lang|="en"], [lang|="fr"], [lang|="de"], [lang|="es"]) { --serif: var(--latin-serif);
  --sans: var(--latin-sans) }
[lang] { font-family: var(--serif) }
:is(.meta, .byline, .breadcrumb, .masthead nav, .colophon, .author-cards, .topics) [lang], .colophon, .check-also-note {
  font-family: var(--sans) }
[dir="rtl"] :is(.meta, .byline, .rubric) [dir="ltr"] { line-height: inherit }
[dir="rtl"] :is(h1, h2, h3, .title) { line-height: 1.45 }

/* Masthead */
.masthead { border-block-start: 5px solid var(--lapis); border-block-end: 1px solid var(--rule) }
.masthead .wrap { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2rem 2rem; padding-block: 0.7rem 0.6rem }
.title { font: 700 1.25rem/1.2 var(--serif); letter-spacing: -0.01em; flex: 1 1 auto }
.title a { text-decoration: none }
.masthead nav { font: 600 0.85rem/1.4 var(--sans) }
.masthead nav ul { display: flex; flex-wrap: wrap; gap: 0 1.4rem }
.masthead nav a { display: inline-block; padding-block: 0.35rem; text-decoration: none }
.masthead nav a:hover { text-decoration: underline }
.masthead-home { border-block-end: 0 }
.masthead-home .wrap { display: block; text-align: center; padding-block: clamp(1.4rem, 4vw, 2.6rem) 0 }
.masthead-home .title { font-size: clamp(2.1rem, 1.2rem + 4.2vw, 3.9rem); font-weight: 800; letter-spacing: -0.022em }
.tagline { color: var(--soft); font-style: italic; margin-block: 0.45rem clamp(0.9rem, 2vw, 1.4rem) }
.masthead-home nav { border-block: 1px solid var(--strong); padding-block: 0.2rem; position: relative }
.masthead-home nav::after { content: ""; position: absolute; inset-inline: 0; inset-block-end: -4px;
  border-block-end: 1px solid var(--strong) }
.masthead-home nav ul { justify-content: center }

/* Small things that recur */
.rubric { font: 700 0.78rem/1.4 var(--sans); letter-spacing: 0.08em; text-transform: uppercase; color: var(--ink);
  border-block-start: 2px solid var(--strong); padding-block-start: 0.55rem; margin-block-end: 1rem }
.kicker { font: 700 0.74rem/1.4 var(--sans); letter-spacing: 0.05em; text-transform: uppercase; color: var(--lapis) }
[dir="rtl"] :is(.rubric, .kicker, .title), :is(.rubric, .kicker, .title):dir(rtl) { letter-spacing: 0 }
[dir="rtl"] :is(.rubric, .kicker, .meta, .byline), :lang(zh) .kicker, :lang(ja) .kicker { font-size: 0.86rem }
.meta { font: 400 0.8rem/1.5 var(--sans); color: var(--soft); display: flex; flex-wrap: wrap; gap: 0 0.5rem }
.meta > * + *::before { content: "·"; margin-inline-end: 0.5rem }
.chip { display: inline-block; font: 500 0.82rem/1.3 var(--sans); color: var(--lapis); background: var(--lapis-soft);
  border-radius: 99px; padding: 0.4rem 0.85rem; text-decoration: none }
.chip:hover { text-decoration: underline }
.chip-feed::before { content: ""; display: inline-block; width: 0.72em; height: 0.72em; margin-inline-end: 0.45em;
  background: currentColor; mask: var(--wave) center / contain no-repeat }
.formats { display: flex; flex-wrap: wrap; gap: 0 1.1rem; font: 500 0.85rem/1.5 var(--sans) }
.formats a { color: var(--lapis); padding-block: 0.35rem }
.empty { color: var(--soft); padding-block: 2rem }
.tagline:is(:dir(rtl), :lang(zh), :lang(ja), :lang(ko)) { font-style: normal }

/* Front page */
.front { padding-block: 2rem 2.6rem }
.front > .rubric { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap }
.story h3 a { text-decoration: none }
.story h3 a:hover { text-decoration: underline; text-decoration-thickness: 2px }
.story { position: relative }
.story h3 a::after { content: ""; position: absolute; inset: 0 }
.story-image { margin-block-end: 0.8rem }
.story-image img { display: block; width: 100%; aspect-ratio: 16 / 9; object-fit: cover; border-radius: 3px;
  background: var(--lapis-soft) }
.story h3 { margin-block: 0.25rem 0.4rem }
.story-summary { color: var(--soft); margin-block-end: 0.45rem; display: -webkit-box; -webkit-box-orient: vertical;
  -webkit-line-clamp: 3; line-clamp: 3; overflow: hidden }
.story-lead h3 { font-size: clamp(1.65rem, 1.2rem + 2vw, 2.6rem); letter-spacing: -0.015em }
.story-lead .story-summary { font-size: 1.1rem; -webkit-line-clamp: 5; line-clamp: 5 }
.story-card h3 { font-size: 1.18rem }
.story-card .story-summary { font-size: 0.92rem; line-height: 1.5 }
.story-line { border-block-start: 1px solid var(--rule); padding-block: 0.75rem }
.story-line h3 { font-size: 1rem; font-weight: 600 }
[dir="rtl"].story h3 { letter-spacing: 0; line-height: 1.5 }
[dir="rtl"] .story-summary { line-height: 1.8 }
.front-side .story + .story { border-block-start: 1px solid var(--rule); padding-block-start: 1.1rem }
.front-side { display: grid; gap: 1.1rem; margin-block-start: 1.6rem }
.sections { display: grid; gap: 2rem var(--gap); padding-block-end: 2.8rem }
.sections .story-card { padding-block-end: 0.9rem }
@media (min-width: 40rem) {
  .sections { grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)) }
}
@media (min-width: 60rem) {
  .front { display: grid; grid-template-columns: minmax(0, 1.75fr) minmax(0, 1fr); gap: calc(var(--gap) * 1.6) }
  .front-side { margin-block-start: 0; align-content: start; border-inline-start: 1px solid var(--rule);
    padding-inline-start: calc(var(--gap) * 0.8) }
  .front-side .story-image { display: none }
}

/* The shelf of feeds at the foot of the front page */
.shelf { background: var(--card); border: 1px solid var(--rule); border-radius: 6px; padding: var(--gap);
  margin-block-end: 3rem }
.shelf .rubric { border: 0; padding: 0; margin-block-end: 0.3rem }
.shelf-note { color: var(--soft); margin-block-end: 1.2rem }
.shelf-note a { color: var(--lapis) }
.shelf-list { display: grid; gap: 0 var(--gap); grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)) }
.shelf-list li { border-block-start: 1px solid var(--rule); padding-block: 0.85rem 0.6rem }
.shelf-list h3 { font-size: 1rem }
.shelf-list p:not(.formats) { color: var(--soft); font-size: 0.9rem; line-height: 1.5 }

/* A story */
.full { max-width: 41rem; margin-inline: auto; padding-block: 1.6rem 1rem }
.breadcrumb { font: 500 0.84rem/1.5 var(--sans); color: var(--soft); margin-block-end: 1.3rem }
.breadcrumb ol { display: flex; flex-wrap: wrap; gap: 0 0.5rem }
.breadcrumb li + li::before { content: "›"; margin-inline-end: 0.5rem }
.breadcrumb a { text-decoration: none }
.breadcrumb a:hover { text-decoration: underline }
.breadcrumb li + li a { color: var(--lapis); font-weight: 700 }
.full h1 { font-size: clamp(1.9rem, 1.35rem + 2.5vw, 2.9rem); letter-spacing: -0.018em }
[dir="rtl"] .full h1 { letter-spacing: 0; font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem) }
.standfirst { font-size: 1.18rem; line-height: 1.5; color: var(--soft); margin-block-start: 0.8rem }
[dir="rtl"] .standfirst { line-height: 1.85 }
.byline { font: 400 0.86rem/1.6 var(--sans); color: var(--soft); display: flex; flex-wrap: wrap; gap: 0 0.9rem;
  border-block: 1px solid var(--rule); padding-block: 0.7rem; margin-block: 1.3rem 1.6rem }
.byline .authors { color: var(--ink); font-weight: 600 }
.byline .updated { font-style: italic }
.byline .updated:dir(rtl) { font-style: normal }
.lead-image { margin-block-end: 1.6rem }
.lead-image img { display: block; width: 100%; border-radius: 3px; background: var(--lapis-soft) }
figcaption { font: 400 0.8rem/1.5 var(--sans); color: var(--soft); margin-block-start: 0.45rem }
@media (min-width: 60rem) { .lead-image { margin-inline: -5rem } }
.body { font-size: 1.09rem; line-height: 1.68 }
[dir="rtl"] .body { line-height: 2.05 }
:lang(ur) .body { line-height: 2.5 }
.body > * + * { margin-block-start: 1.15em }
.body :is(h2, h3, h4) { font-size: 1.25rem; margin-block-start: 1.8em }
.body :is(h3, h4) { font-size: 1.08rem }
.body a { color: var(--lapis) }
.body ul, .body ol { padding-inline-start: 1.5em }
.body ul { list-style: disc }
.body ol { list-style: decimal }
.body blockquote { border-inline-start: 4px solid var(--lapis); padding-inline-start: 1.1em; font-size: 1.12em }
.body :is(pre, code) { font-size: 0.85em; font-family: ui-monospace, "Liberation Mono", monospace }
.body pre { overflow-x: auto; padding: 1em; background: var(--card); border: 1px solid var(--rule) }
.body table, .status-page table { border-collapse: collapse; font: 400 0.88rem/1.45 var(--sans) }
.body table { display: block; overflow-x: auto }
.body :is(th, td) { border-block-end: 1px solid var(--rule); padding: 0.45em 0.9em 0.45em 0; text-align: start }
.body iframe { width: 100%; aspect-ratio: 16 / 9; height: auto; border: 0 }
.body img { border-radius: 3px }
.full audio, .full video { width: 100%; margin-block-start: 1.5rem }
.author-cards { margin-block-start: 2rem; border-block-start: 1px solid var(--rule) }
.author-cards li { display: flex; align-items: center; gap: 0.8rem; padding-block: 0.7rem;
  border-block-end: 1px solid var(--rule) }
.author-cards img { border-radius: 50%; width: 44px; height: 44px; object-fit: cover }
.author-name { flex: 1; font: 600 0.95rem/1.4 var(--sans) }
.topics { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.6rem 0.8rem; margin-block-start: 1.1rem }
.topics h2 { font: 600 0.84rem/1.4 var(--sans); color: var(--soft) }
.topics ul { display: flex; flex-wrap: wrap; gap: 0.5rem }

/* Check Also */
.check-also { max-width: 41rem; margin: 1.4rem auto 0; background: var(--card); border: 1px solid var(--rule);
  border-block-start: 4px solid var(--lapis); border-radius: 0 0 6px 6px; padding: 1.2rem clamp(1rem, 3vw, 1.6rem) 0.6rem }
.check-also > h2 { font-size: 1.3rem }
.check-also-note { font: 400 0.84rem/1.5 var(--sans); color: var(--soft); margin-block-end: 0.9rem }
.check-also li { border-block-start: 1px solid var(--rule); padding-block: 0.95rem; text-align: start }
.check-also h3 { font-size: 1.08rem; line-height: 1.3; margin-block-end: 0.25rem }
.check-also [dir="rtl"] h3 { line-height: 1.6 }
.check-also h3 a { text-decoration: none }
.check-also h3 a:hover { text-decoration: underline }
.check-also h3 a:visited { color: var(--soft) }
.partner { color: var(--ink); font-weight: 600 }
.meta > .sponsored { color: var(--gold); background: var(--gold-soft); border-radius: 3px; padding-inline: 0.5em;
  font-weight: 700 }
.meta > .sponsored::before { content: none }
.excerpt { font-size: 0.93rem; line-height: 1.5; color: var(--soft); margin-block-start: 0.35rem; display: -webkit-box;
  -webkit-box-orient: vertical; -webkit-line-clamp: 3; line-clamp: 3; overflow: hidden }
[dir="rtl"] .excerpt, .excerpt:dir(rtl) { line-height: 1.8 }
.related-feeds { max-width: 41rem; margin: 1.6rem auto 3rem }
.related-feeds h2 { font: 700 0.92rem/1.5 var(--sans) }

/* Feeds */
.feeds-page, .problem { max-width: 52rem; margin-inline: auto; padding-block: 2.2rem 3rem }
.feeds-page h1, .status-page h1, .problem h1 { font-size: clamp(1.9rem, 1.35rem + 2.5vw, 2.7rem); letter-spacing: -0.018em }
.explain { display: grid; gap: 1rem var(--gap); grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
  margin-block: 1.8rem 2.4rem; padding: 1.2rem var(--gap); background: var(--lapis-soft); border-radius: 6px;
  font-size: 0.95rem; line-height: 1.55 }
.explain h2 { font-size: 1.05rem; margin-block-end: 0.5rem }
.explain ol { list-style: decimal; padding-inline-start: 1.2rem }
.explain li + li, .explain p + p { margin-block-start: 0.45rem }
.explain a { color: var(--lapis) }
.feed-group { margin-block-end: 2.2rem }
.feed-card { padding-block: 0.4rem 1.4rem }
.feed-card + .feed-card { border-block-start: 1px solid var(--rule); padding-block-start: 1.2rem }
.feed-card h3 { font-size: 1.2rem; margin-block-end: 0.25rem }
.feed-card > p:not(.subscribe) { color: var(--soft) }
.addresses { margin-block: 0.7rem; font: 400 0.86rem/1.5 var(--sans) }
.addresses li { display: grid; grid-template-columns: 5.2rem minmax(0, 1fr) auto; align-items: center; gap: 0 0.7rem;
  padding-block: 0.25rem; min-height: 2.6rem }
.addresses .format { color: var(--soft) }
.addresses a { font-family: ui-monospace, "Liberation Mono", monospace; font-size: 0.8rem; overflow-wrap: anywhere }
.feed-rows li { display: flex; flex-wrap: wrap; align-items: center; gap: 0.1rem 1.2rem; padding-block: 0.4rem;
  border-block-end: 1px solid var(--rule) }
.feed-name { flex: 1 1 12rem; font-weight: 700 }
button { font: 600 0.8rem/1.3 var(--sans); color: var(--lapis); background: transparent; cursor: pointer;
  border: 1px solid currentColor; border-radius: 4px; padding: 0.45rem 0.8rem; white-space: nowrap }
button:hover { background: var(--lapis-soft) }
.subscribe { display: flex; flex-wrap: wrap; align-items: center; gap: 0.45rem; font: 500 0.84rem/1.4 var(--sans) }
.subscribe > span { color: var(--soft); margin-inline-end: 0.3rem }
@media (max-width: 34rem) {
  .addresses li { grid-template-columns: minmax(0, 1fr) auto; padding-block: 0.5rem }
  .addresses .format { grid-column: 1 }
  .addresses a { grid-column: 1; grid-row: 2 }
  .addresses button { grid-column: 2; grid-row: 1 / 3 }
}

/* Status */
.status-page { padding-block: 2.2rem 3rem }
.table-scroll { overflow-x: auto; margin-block-start: 1.6rem }
.status-page table { width: 100%; min-width: 62rem }
.status-page :is(th, td) { text-align: start; vertical-align: top; padding: 0.7rem 1rem 0.7rem 0;
  border-block-end: 1px solid var(--rule) }
.status-page thead th { color: var(--soft); font-weight: 600; white-space: nowrap }
.status-page small { display: block; font-weight: 400; color: var(--soft); max-width: 24rem; overflow-wrap: anywhere }
.number { font-variant-numeric: tabular-nums; white-space: nowrap }
.state { font-weight: 700 }
.state-failing { color: var(--bad) }
.state-well { color: var(--good) }
.state-waiting, .state-off { color: var(--soft) }

.problem { text-align: start; min-height: 40vh }
.problem p { margin-block-start: 0.8rem }
.problem a { color: var(--lapis) }
.colophon { border-block-start: 1px solid var(--rule); padding-block: 1.2rem 2rem; margin-block-start: 1rem;
  display: flex; flex-wrap: wrap; gap: 0.2rem 2rem; justify-content: space-between;
  font: 400 0.82rem/1.6 var(--sans); color: var(--soft) }
@media print {
  .masthead nav, .skip, .related-feeds, .colophon, .author-cards .chip { display: none }
  body { background: #fff; color: #000 }
}
`

/** Where the stylesheet is served: the path changes with the text, so that it may be cached for ever. */
export const STYLE_PATH = `/style-${fnv1a(STYLE).toString(36)}.css`
