import { describe, expect, it } from "vitest"
import { sanitiseHtml } from "../../../src/lib/html/index.ts"
import { playerAt } from "../../../src/lib/html/players.ts"

const clean = (html: string) => sanitiseHtml(html, { iframeHosts: ["www.youtube.com"] })

describe("playerAt", () => {
  it.each([
    ["https://www.youtube.com/embed/aB3_x-9?start=10", "https://www.youtube.com/watch?v=aB3_x-9"],
    ["https://www.youtube-nocookie.com/embed/aB3", "https://www.youtube.com/watch?v=aB3"],
    ["//www.youtube.com/embed/aB3", "https://www.youtube.com/watch?v=aB3"],
    ["https://www.youtube.com/embed/videoseries?list=PL1", "https://www.youtube.com/playlist?list=PL1"],
    ["https://player.vimeo.com/video/76979871", "https://vimeo.com/76979871"],
    ["https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1", "https://vimeo.com/76979871/8272103f6e"],
    ["https://open.spotify.com/embed/episode/4rOo?utm_source=generator", "https://open.spotify.com/episode/4rOo"],
    ["https://open.spotify.com/embed-podcast/show/4rOo", "https://open.spotify.com/show/4rOo"],
    ["https://platform.twitter.com/embed/Tweet.html?id=12345", "https://x.com/i/status/12345"],
    [
      "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F1&width=500",
      "https://www.facebook.com/a/posts/1",
    ],
    ["https://www.instagram.com/reel/Ab-1/embed/captioned/", "https://www.instagram.com/reel/Ab-1/"],
    ["https://www.tiktok.com/embed/v2/7012345", "https://www.tiktok.com/@_/video/7012345"],
    ["https://www.tiktok.com/player/v1/7012345", "https://www.tiktok.com/@_/video/7012345"],
    ["https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b", "https://soundcloud.com/a/b"],
    ["https://geo.dailymotion.com/player.html?video=x8a", "https://www.dailymotion.com/video/x8a"],
    ["https://flo.uri.sh/visualisation/1/embed", "https://flo.uri.sh/visualisation/1/embed"],
    ["https://www.facebook.com/plugins/post.php?href=javascript:alert(1)", undefined],
    ["https://www.facebook.com/plugins/post.php?href=https://evil.example/", undefined],
    ["https://www.youtube.com/redirect?q=https://evil.example", undefined],
    ["https://youtube.com.evil.example/embed/aB3", undefined],
    ["javascript:alert(1)", undefined],
    ["", undefined],
  ])("%s", (address, page) => {
    expect(playerAt(address, "https://paper.example/")?.page).toBe(page)
  })
})

const TWEET = "https://twitter.com/gauge/status/123"
const PHOTO = "https://www.instagram.com/p/Ab-1/"
const CLIP = "https://www.tiktok.com/@gauge/video/70123"
const POST = "https://www.facebook.com/gauge/posts/1"

describe("players and posts in news", () => {
  it.each([
    [
      "a player of a listed host",
      '<p>a<iframe src="https://www.youtube.com/embed/aB3" title="The flood"></iframe>b</p>',
      '<p>a</p><figure><iframe src="https://www.youtube.com/embed/aB3" title="The flood"></iframe></figure>b',
    ],
    [
      "another player",
      '<iframe src="https://open.spotify.com/embed/episode/4rOo" title="The &lt;river&gt;"><p>x</p></iframe>b',
      '<figure><a href="https://open.spotify.com/episode/4rOo">The &lt;river&gt;</a><figcaption>Spotify</figcaption></figure>b',
    ],
    [
      "a player whose title says nothing",
      '<iframe src="https://www.youtube-nocookie.com/embed/aB3" title="YouTube video player"></iframe>',
      '<figure><a href="https://www.youtube.com/watch?v=aB3">www.youtube.com/watch?v=aB3</a><figcaption>YouTube</figcaption></figure>',
    ],
    [
      "a player with the author's own caption",
      '<figure class="wp-block-embed"><div><iframe src="https://www.tiktok.com/embed/v2/70123"></iframe></div><figcaption>Ours</figcaption></figure>',
      '<figure><div><a href="https://www.tiktok.com/@_/video/70123">www.tiktok.com/@_/video/70123</a></div><figcaption>Ours</figcaption></figure>',
    ],
    [
      "a player in a link",
      '<a href="https://a.example/"><iframe src="https://player.vimeo.com/video/1"></iframe></a>',
      '<a href="https://a.example/"></a><a href="https://vimeo.com/1">vimeo.com/1</a>',
    ],
    [
      "a post on X",
      `<blockquote class="twitter-tweet"><p lang="en">High water. <a href="https://t.co/x">t.co/x</a></p>&mdash; Gauge (@gauge) <a href="${TWEET}?ref_src=twsrc%5Etfw">May 1</a></blockquote><script async src="https://platform.twitter.com/widgets.js"></script>`,
      `<figure><blockquote><p lang="en">High water. <a href="https://t.co/x">t.co/x</a></p>— Gauge (@gauge) <a href="${TWEET}?ref_src=twsrc%5Etfw">May 1</a></blockquote><figcaption><a href="${TWEET}">X</a></figcaption></figure>`,
    ],
    [
      "a post on Instagram",
      `<blockquote class="instagram-media" data-instgrm-permalink="${PHOTO}?utm_source=ig_embed"><p>Seen from above</p></blockquote>`,
      `<figure><blockquote><p>Seen from above</p></blockquote><figcaption><a href="${PHOTO}">Instagram</a></figcaption></figure>`,
    ],
    [
      "a clip on TikTok",
      `<blockquote class="tiktok-embed" cite="${CLIP}" data-video-id="70123"><section><a href="https://www.tiktok.com/@gauge">@gauge</a> High water</section></blockquote>`,
      `<figure><blockquote cite="${CLIP}"><section><a href="https://www.tiktok.com/@gauge">@gauge</a> High water</section></blockquote><figcaption><a href="${CLIP}">TikTok</a></figcaption></figure>`,
    ],
    [
      "a post on Facebook",
      `<div class="fb-post" data-href="${POST}"><blockquote cite="${POST}" class="fb-xfbml-parse-ignore"><p>High water</p></blockquote></div>b`,
      `<figure><blockquote cite="${POST}"><p>High water</p></blockquote><figcaption><a href="${POST}">Facebook</a></figcaption></figure>b`,
    ],
    [
      "a post without text",
      `<div class="fb-video" data-href="${POST}"></div>`,
      `<figure><figcaption><a href="${POST}">Facebook</a></figcaption></figure>`,
    ],
    [
      "a post in a figure of the author's",
      `<figure><blockquote class="twitter-tweet"><p>High water</p><a href="${TWEET}">May 1</a></blockquote><figcaption>Ours</figcaption></figure>`,
      `<figure><blockquote><p>High water</p><a href="${TWEET}">May 1</a></blockquote><figcaption>Ours</figcaption></figure>`,
    ],
    [
      "a post within a post",
      `<blockquote class="twitter-tweet">a<blockquote class="twitter-tweet">b</blockquote></blockquote>c`,
      "<figure><blockquote>a<blockquote>b</blockquote></blockquote></figure>c",
    ],
    [
      "a post with another address",
      '<blockquote class="tiktok-embed" cite="javascript:alert(1)">a</blockquote>',
      "<figure><blockquote>a</blockquote></figure>",
    ],
    ["a quotation", '<blockquote class="quote">a</blockquote>', "<blockquote>a</blockquote>"],
    ["a player that nobody knows", '<iframe src="https://ads.example/1"></iframe>b', "b"],
  ])("%s", (_, html, expected) => {
    expect(clean(html)).toBe(expected)
    expect(clean(expected)).toBe(expected)
  })
})
