import { tick } from "./clock.ts"
import { type Env, servicesFrom } from "./env.ts"
import { createApp } from "./http/app.ts"
import { runJobs } from "./jobs.ts"
import type { Services } from "./model/services.ts"

const apps = new WeakMap<Services, ReturnType<typeof createApp>>()

function appFor(services: Services) {
  const app = apps.get(services) ?? createApp(services)
  apps.set(services, app)
  return app
}

export default {
  fetch: (request, env, ctx) => appFor(servicesFrom(env)).fetch(request, env, ctx),
  queue: (batch, env, ctx) => runJobs(batch, servicesFrom(env), ctx),
  scheduled: (controller, env) => tick(servicesFrom(env), controller.scheduledTime),
} satisfies ExportedHandler<Env>
