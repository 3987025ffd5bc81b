import { COUNTERS, type CounterSum } from "../model/tally.ts"
import type { Write } from "./write.ts"

export function addCountersStatement(db: D1Database, sums: CounterSum[]): Write {
  const rows = sums.map(({ name, labels, value }) => ({ name, labels: JSON.stringify(labels), value }))
  return db
    .prepare(
      `INSERT INTO counters (name, labels, value)
       SELECT value ->> 'name', value ->> 'labels', value ->> 'value' FROM json_each(?1) WHERE 1
       ON CONFLICT (name, labels) DO UPDATE SET value = counters.value + excluded.value`,
    )
    .bind(JSON.stringify(rows))
}

/** All of them, by name and labels. Those of another release are left out. */
export async function listCounters(db: D1Database): Promise<CounterSum[]> {
  const { results } = await db
    .prepare("SELECT name, labels, value FROM counters ORDER BY name, labels")
    .all<{ name: string; labels: string; value: number }>()
  return results.flatMap(({ name, labels, value }) =>
    name in COUNTERS ? [{ name: name as CounterSum["name"], labels: JSON.parse(labels) as string[], value }] : [],
  )
}
