// A regular expression for all element names of HTML, obsolete ones included, in lower case (HTML §4 and §16.2).
export const ELEMENT_NAME =
  "a|abbr|acronym|address|area|article|aside|audio|b|base|bdi|bdo|big|blink|blockquote|body|br|button|caption|center|" +
  "cite|code|col|colgroup|dd|del|dfn|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|frame|frameset|" +
  "h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|menu|meta|nav|nobr|noscript|" +
  "object|ol|option|p|param|picture|pre|q|s|samp|script|section|select|small|source|span|strike|strong|style|sub|sup|" +
  "svg|table|tbody|td|textarea|tfoot|th|thead|time|title|tr|tt|u|ul|var|video|wbr"

const NAME = new RegExp(`^(?:${ELEMENT_NAME})$`)

/** Whether HTML has an element with this lower-case local name. */
export const isHtmlName = (local: string): boolean => NAME.test(local)
