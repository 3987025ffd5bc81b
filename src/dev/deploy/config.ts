import { resolve } from "node:path"
import type { Unstable_RawConfig } from "wrangler"
import { namespaceTitle, queueName, rateLimitId, resourceName } from "./names.ts"

// Wrangler's configuration of one newsroom. In: wrangler.toml, the newsroom's own file, and the ids of what is in the
// account. Out: the whole configuration, with absolute paths, because it is written to another folder.

export type RawConfig = Unstable_RawConfig

/** Name in the account → id. What is not there yet has none. */
export interface Ids {
  databases: ReadonlyMap<string, string>
  namespaces: ReadonlyMap<string, string>
}

export interface Newsroom {
  name: string
  /** Keys that replace those of wrangler.toml; `vars` replaces all of them. */
  own: RawConfig
}

/** Makes the configuration. `root` is the project's folder. */
export function configOf(base: RawConfig, { name, own }: Newsroom, ids: Ids, root: string): RawConfig {
  const config = { ...base, ...own, name }
  const named = (resource: string) => resourceName(name, base.name!, resource)
  const queued = (queue: string) => queueName(name, queue)
  const absolute = (path: string) => (path.startsWith(".") ? resolve(root, path) : path)
  return {
    ...config,
    main: resolve(root, config.main!),
    alias: mapValues(config.alias, absolute),
    d1_databases: config.d1_databases?.map((database) => {
      const database_name = named(database.database_name!)
      const database_id = ids.databases.get(database_name)
      return { ...database, database_name, database_id, migrations_dir: resolve(root, database.migrations_dir!) }
    }),
    kv_namespaces: config.kv_namespaces?.map((namespace) => ({
      ...namespace,
      id: ids.namespaces.get(namespaceTitle(name, namespace.binding)),
    })),
    queues: {
      producers: config.queues?.producers?.map((each) => ({ ...each, queue: queued(each.queue!) })),
      consumers: config.queues?.consumers?.map((each) => ({
        ...each,
        queue: queued(each.queue),
        ...(each.dead_letter_queue && { dead_letter_queue: queued(each.dead_letter_queue) }),
      })),
    },
    ratelimits: config.ratelimits?.map((each) => ({ ...each, namespace_id: rateLimitId(name, each.name) })),
    r2_buckets: config.r2_buckets?.map((each) => ({ ...each, bucket_name: named(String(each.bucket_name)) })),
    analytics_engine_datasets: config.analytics_engine_datasets?.map((each) => ({
      ...each,
      dataset: named(each.dataset!),
    })),
  }
}

/** What the configuration needs in the account. */
export function needsOf(config: RawConfig) {
  const all = <T>(list: readonly T[] | undefined, name: (each: T) => string | undefined) =>
    [...new Set((list ?? []).map(name))].filter((each) => each !== undefined)
  const { producers, consumers } = config.queues ?? {}
  return {
    databases: all(config.d1_databases, (each) => each.database_name),
    namespaces: all(config.kv_namespaces, (each) => namespaceTitle(config.name!, each.binding)),
    queues: [
      ...new Set([
        ...all(producers, (each) => each.queue),
        ...all(consumers, (each) => each.queue),
        ...all(consumers, (each) => each.dead_letter_queue),
      ]),
    ],
    buckets: all(config.r2_buckets, (each) => String(each.bucket_name)),
  }
}

const mapValues = <T>(record: Record<string, T> | undefined, change: (value: T) => T) =>
  record && Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
