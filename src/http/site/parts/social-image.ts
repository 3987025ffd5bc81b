import type { Article, Image, Publication } from "../../../model/article.ts"

/** The path of our own card, a PNG, and its size: what social sites ask for (ogp.me, Google's guide to articles). */
export const SOCIAL_CARD_PATH = "/social-card.png"
export const SOCIAL_CARD = { width: 1200, height: 630 }

// Social sites show JPEG, PNG, GIF and WebP.
const UNSHOWN = /^image\/(?:svg|avif|hei[cf]|jxl|tiff)|\.(?:svgz?|avif|hei[cf]|jxl|tiff?)$/i

const isShown = ({ type, url }: Image) => !UNSHOWN.test(type ?? "") && !UNSHOWN.test(URL.parse(url)?.pathname ?? url)

/** The picture of a page without one of its own. */
export const socialCard = ({ siteUrl }: Publication): Image => ({ url: siteUrl + SOCIAL_CARD_PATH, ...SOCIAL_CARD })

/** The picture that social sites and search engines show for an article. */
export const socialImage = ({ image }: Pick<Article, "image">, publication: Publication): Image =>
  image && isShown(image) ? image : socialCard(publication)
