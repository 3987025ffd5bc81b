import { runUntilStopped } from "./run.ts"
import { readSettings } from "./settings.ts"
import { startWorker } from "./worker.ts"

await runUntilStopped(async (stops) => {
  const settings = readSettings(process.env)
  const worker = await startWorker(settings)
  stops.push(worker.stop)
  console.log(`
Check Also answers at ${worker.url}/

  API description   ${worker.url}/openapi.json
  Editors' token    ${settings.editorToken}
  State             ${settings.stateDir}

Ctrl-C stops it.
`)
  return worker
})
