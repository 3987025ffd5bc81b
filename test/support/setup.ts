import { beforeEach } from "vitest"
import { freshStores } from "./stores.ts"

beforeEach(freshStores)
