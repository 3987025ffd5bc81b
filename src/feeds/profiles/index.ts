// All aggregators. A new one is a file here, a line below, its rows in the README and its golden pair.
import { apple } from "./apple.ts"
import { flipboard } from "./flipboard.ts"
import { google } from "./google.ts"
import type { Profile } from "./kit/profile.ts"
import { msn } from "./msn.ts"
import { newsbreak } from "./newsbreak.ts"
import { newsletter } from "./newsletter.ts"
import { podcast } from "./podcast.ts"
import { smartnews } from "./smartnews.ts"
import { yahoo } from "./yahoo.ts"

export const PROFILES: readonly Profile[] = [
  apple,
  flipboard,
  google,
  msn,
  newsbreak,
  newsletter,
  podcast,
  smartnews,
  yahoo,
]

export const findProfile = (name: string): Profile | undefined => PROFILES.find((profile) => profile.name === name)
