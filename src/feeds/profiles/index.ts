// All aggregators, by name. Their list is written from the files of this folder: see src/dev/list-profiles.ts.
import { PROFILES } from "./all.ts"
import type { Profile } from "./kit/profile.ts"

export { PROFILES }

export const findProfile = (name: string): Profile | undefined => PROFILES.find((profile) => profile.name === name)
