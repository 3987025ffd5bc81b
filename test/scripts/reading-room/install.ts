// Brings what readers need from Debian, where this process may. In: readers. Out: nothing; `missing` says what lacks.

import { spawnSync } from "node:child_process"
import { onPath } from "./process.ts"
import type { Reader } from "./reader.ts"

const MAX_INSTALL_MS = 600_000
const QUIET = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }

export function installPackages(readers: Reader[]): void {
  if (process.getuid?.() !== 0 || !onPath("apt-get")) return
  // One after the other: a package that this Debian lacks must not keep the others away.
  for (const { packages = [], missing } of readers) {
    if (packages.length === 0 || missing() === null) continue
    apt("update", "-qq")
    for (const name of packages) apt("install", "-y", "-qq", "--no-install-recommends", name)
  }
}

const apt = (...args: string[]) => spawnSync("apt-get", args, { stdio: "ignore", timeout: MAX_INSTALL_MS, env: QUIET })
