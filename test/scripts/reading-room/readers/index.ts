// All readers of the reading-room.

import type { Reader } from "../reader.ts"
import { feed2exec } from "./feed2exec.ts"
import { feedparser } from "./feedparser.ts"
import { freshrss } from "./freshrss.ts"
import { liferea } from "./liferea.ts"
import { miniflux } from "./miniflux.ts"
import { newsboat } from "./newsboat.ts"
import { npmParsers } from "./npm-parsers.ts"
import { rss2email } from "./rss2email.ts"
import { sfeed } from "./sfeed.ts"

export const READERS: Reader[] = [
  newsboat,
  rss2email,
  feed2exec,
  sfeed,
  liferea,
  feedparser,
  freshrss,
  miniflux,
  ...npmParsers,
]
