import { tick } from "./clock.ts"
import { keepCounts, pause } from "./counting/keep.ts"
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

/** Has what was counted meanwhile written behind it. */
async function counted<Result>(services: Services, context: ExecutionContext, work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } finally {
    keepCounts(services, context, pause)
  }
}

export default {
  fetch(request, env, ctx) {
    const services = servicesFrom(env)
    const response = appFor(services).fetch(request, env, ctx)
    // What comes from memory waits for nothing.
    if (response instanceof Promise) return counted(services, ctx, response)
    keepCounts(services, ctx, pause)
    return response
  },
  queue(batch, env, ctx) {
    const services = servicesFrom(env)
    return counted(services, ctx, runJobs(batch, services, ctx))
  },
  scheduled(controller, env, ctx) {
    const services = servicesFrom(env)
    return counted(services, ctx, tick(services, controller.scheduledTime))
  },
} satisfies ExportedHandler<Env>
