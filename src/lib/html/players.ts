// Knows the players and posts of other sites that news embeds.
// In: the address of an iframe, or the attributes of an element that a script turns into a post. Out: the page that shows
// the same to people, and the site's name.
// Source: the embed codes that each site hands out, as of 2026.
import { resolveUrl } from "../url/resolve.ts"
import type { Attribute } from "./tokens.ts"

export interface Embed {
  /** The page of the video, post or track. */
  page: string
  /** The site's name. */
  site: string
}

interface Site {
  site: string
  hosts: RegExp
  /** The page; undefined when the address is no player of this site. */
  page(url: URL): string | undefined
}

const id = (path: string, pattern: RegExp) => pattern.exec(path)?.[1]
const at = (start: string, found: string | undefined) => (found === undefined ? undefined : start + found)

/** An address within an address, if it belongs to the same site. */
const inner = (url: URL, name: string, hosts: RegExp) => {
  const found = URL.parse(url.searchParams.get(name) ?? "")
  return found?.protocol === "https:" && hosts.test(found.hostname) ? found.href : undefined
}

const FACEBOOK = /^(?:www\.|web\.|m\.)?facebook\.com$/
const SOUNDCLOUD = /^(?:www\.)?soundcloud\.com$/

const SITES: Site[] = [
  {
    site: "YouTube",
    hosts: /^(?:www\.)?youtube(?:-nocookie)?\.com$/,
    page: ({ pathname, searchParams }) =>
      pathname === "/embed/videoseries"
        ? at("https://www.youtube.com/playlist?list=", id(searchParams.get("list") ?? "", /^([\w-]{1,60})$/))
        : at("https://www.youtube.com/watch?v=", id(pathname, /^\/(?:embed|v|shorts|live)\/([\w-]{1,20})\/?$/)),
  },
  {
    site: "Vimeo",
    hosts: /^player\.vimeo\.com$/,
    page: ({ pathname, searchParams }) => {
      const page = at("https://vimeo.com/", id(pathname, /^\/video\/(\d{1,20})\/?$/))
      const key = searchParams.get("h") ?? ""
      // A video that is not listed has a key, and no page without it.
      return page && /^\w{1,40}$/.test(key) ? `${page}/${key}` : page
    },
  },
  {
    site: "Spotify",
    hosts: /^open\.spotify\.com$/,
    page: ({ pathname }) =>
      at("https://open.spotify.com/", id(pathname, /^\/embed(?:-podcast)?\/([a-z]{1,20}\/\w{1,40})(?:\/video)?\/?$/)),
  },
  {
    site: "X",
    hosts: /^platform\.(?:twitter|x)\.com$/,
    page: ({ searchParams }) => at("https://x.com/i/status/", id(searchParams.get("id") ?? "", /^(\d{1,25})$/)),
  },
  {
    site: "Facebook",
    hosts: FACEBOOK,
    page: (url) => (url.pathname.includes("/plugins/") ? inner(url, "href", FACEBOOK) : undefined),
  },
  {
    site: "Instagram",
    hosts: /^(?:www\.)?instagram\.com$/,
    page: ({ pathname }) =>
      at("https://www.instagram.com/", id(pathname, /^\/((?:p|reel|tv)\/[\w-]{1,60}\/)embed(?:\/captioned)?\/?$/)),
  },
  {
    site: "TikTok",
    hosts: /^(?:www\.)?tiktok\.com$/,
    // The site puts the right name in the place of `_`.
    page: ({ pathname }) =>
      at("https://www.tiktok.com/@_/video/", id(pathname, /^\/(?:embed(?:\/v\d)?|player\/v\d)\/(\d{1,25})\/?$/)),
  },
  {
    site: "SoundCloud",
    hosts: /^w\.soundcloud\.com$/,
    page: (url) => inner(url, "url", SOUNDCLOUD) ?? url.href,
  },
  {
    site: "Dailymotion",
    hosts: /^(?:www|geo)\.dailymotion\.com$/,
    page: ({ pathname, searchParams }) =>
      at(
        "https://www.dailymotion.com/video/",
        id(pathname, /^\/embed\/video\/(\w{1,30})\/?$/) ?? id(searchParams.get("video") ?? "", /^(\w{1,30})$/),
      ),
  },
  { site: "Datawrapper", hosts: /^datawrapper\.dwcdn\.net$/, page: ({ href }) => href },
  { site: "Flourish", hosts: /^flo\.uri\.sh$/, page: ({ href }) => href },
  { site: "Infogram", hosts: /^e\.infogram\.com$/, page: ({ href }) => href },
]

/** What a player at this address shows; null when we do not know the player. */
export function playerAt(address: string, baseUrl?: string): Embed | null {
  const url = URL.parse(address.trim(), baseUrl)
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return null
  const known = SITES.find(({ hosts }) => hosts.test(url.hostname))
  const page = known?.page(url)
  return page ? { page, site: known!.site } : null
}

/** What a link to the page says. A title that only names the player, such as "YouTube video player", says nothing. */
export function labelOf({ page }: Embed, title = ""): string {
  const said = title.trim()
  return said === "" || PLAYER_TITLE.test(said) ? page.replace(/^https?:\/\//, "") : said
}

const PLAYER_TITLE = /^\w{1,20}[ -](?:video |media |post )?(?:player|embed)$/i

/** A class by which a site's script finds its posts: the attribute with the page, and which links are the page. */
const POSTS: Record<string, { site: string; attribute: string; link: RegExp }> = {
  "twitter-tweet": { site: "X", attribute: "cite", link: /^https:\/\/(?:www\.)?(?:twitter|x)\.com\/\w+\/status\/\d+/ },
  "twitter-video": { site: "X", attribute: "cite", link: /^https:\/\/(?:www\.)?(?:twitter|x)\.com\/\w+\/status\/\d+/ },
  "instagram-media": {
    site: "Instagram",
    attribute: "data-instgrm-permalink",
    link: /^https:\/\/www\.instagram\.com\/(?:p|reel|tv)\/[\w-]+\//,
  },
  "tiktok-embed": { site: "TikTok", attribute: "cite", link: /^https:\/\/www\.tiktok\.com\/@[\w.-]+\/video\/\d+/ },
  "fb-post": { site: "Facebook", attribute: "data-href", link: /^https:\/\/(?:www|web|m)\.facebook\.com\/\S{1,500}/ },
  "fb-video": { site: "Facebook", attribute: "data-href", link: /^https:\/\/(?:www|web|m)\.facebook\.com\/\S{1,500}/ },
}

/** A post that a script of its site would show. */
export interface Post {
  site: string
  /** Its page, as far as it is known. */
  page: string | undefined
  /** Its page, if this link leads there. */
  pageAt(href: string): string | undefined
}

/** The post that this element announces; null when it announces none. */
export function postOf(name: string, attributes: readonly Attribute[]): Post | null {
  if (name !== "blockquote" && name !== "div") return null
  const names = attributes.find(([each]) => each === "class")?.[1]
  if (names === undefined || names.length > 1000) return null
  const known = names.split(/\s+/).find((each) => Object.hasOwn(POSTS, each))
  if (known === undefined) return null
  const { site, attribute, link } = POSTS[known]!
  const pageAt = (href: string) => link.exec(resolveUrl(href) ?? "")?.[0]
  return { site, page: pageAt(attributes.find(([each]) => each === attribute)?.[1] ?? ""), pageAt }
}
