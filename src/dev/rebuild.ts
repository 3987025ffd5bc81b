import { readSite, rebuildSite, runScript } from "./site.ts"

// `npm run rebuild`: rebuilds a service's derived data, one request after the other, until it is finished. SITE is the
// address of the service (default: the local one). EDITOR_TOKEN is its editors' token.

await runScript(() => rebuildSite(readSite(process.env), console.log))
