// The metrics of the service. In: the counters and the present state in D1. Out: families for open-metrics.ts. No label
// has a value that somebody outside can make up, so their number is bounded.
import { dayOf } from "../feeds/catalogue/period.ts"
import { DAY } from "../lib/text/time.ts"
import { COUNTERS, type CounterName, type CounterSum } from "../model/tally.ts"
import { sumAudience } from "../store/audience.ts"
import { countBacklog } from "../store/backlog.ts"
import { listCounters } from "../store/counters.ts"
import { countDeadLetters } from "../store/dead-letters.ts"
import { readGauges } from "../store/gauges.ts"
import { readVitals } from "../store/vitals.ts"
import type { MetricFamily, Sample } from "./open-metrics.ts"

const MAX_COUNTED = 1000
const MAX_READERS = 50

const counter = (name: string, help: string, of: CounterName, counters: CounterSum[]): MetricFamily => ({
  name: `check_also_${name}`,
  type: "counter",
  help,
  samples: samplesOf(of, counters),
})

const gauge = (name: string, help: string, samples: Sample[]): MetricFamily => ({
  name: `check_also_${name}`,
  type: "gauge",
  help,
  samples,
})

const one = (value: number): Sample[] => [{ value }]

const by = (label: string, values: Iterable<[string, number]>): Sample[] =>
  [...values].map(([name, value]) => ({ labels: { [label]: name }, value }))

function samplesOf(of: CounterName, counters: CounterSum[]): Sample[] {
  return counters
    .filter(({ name }) => name === of)
    .map(({ labels, value }) => ({
      labels: Object.fromEntries(COUNTERS[of].map((name, at) => [name, labels[at] ?? ""])),
      value,
    }))
}

export async function readMetrics(db: D1Database, now: number): Promise<MetricFamily[]> {
  const yesterday = dayOf(now - DAY)
  const [counters, gauges, backlog, deadLetters, vitals, readers] = await Promise.all([
    listCounters(db),
    readGauges(db, now),
    countBacklog(db, now),
    countDeadLetters(db, MAX_COUNTED),
    readVitals(db),
    sumAudience(db, "reader", { since: yesterday, most: MAX_READERS }),
  ])
  const seconds = (since: number | null) => (since === null ? 0 : Math.max(0, now - since) / 1000)
  return [
    counter("feed_requests", "Answers with a feed.", "feed_requests", counters),
    counter("renders", "Files of feeds that were rendered.", "renders", counters),
    counter("polls", "Polls of partners.", "polls", counters),
    counter("items_taken", "Entries of partners' documents.", "items", counters),
    counter("deliveries", "Deliveries to subscribers of our hub.", "deliveries", counters),
    counter("links", "Links that were shown and clicked, where pages tell.", "links", counters),
    {
      name: "check_also_queue_wait_seconds",
      type: "summary",
      help: "How long messages were in a queue.",
      samples: waitsOf(counters),
    },
    gauge("oldest_due_seconds", "How long the oldest work of a queue has been due.", [
      { labels: { queue: "renders" }, value: (vitals?.seen?.oldestUnannouncedMs ?? 0) / 1000 },
      { labels: { queue: "polls" }, value: seconds(gauges.pollDueAt) },
      { labels: { queue: "deliveries" }, value: seconds(gauges.deliveryDueAt) },
    ]),
    gauge("unannounced", "Articles that their feeds do not show yet, at most 1000.", one(backlog.unannounced)),
    gauge("overdue_polls", "Partners whose poll is ten minutes late, at most 1000.", one(backlog.overdue_polls)),
    gauge("dead_letters", "Messages that failed for good, at most 1000.", one(deadLetters)),
    gauge("damaged", "Damaged values in the stores, at the last tick.", one(vitals?.seen?.damaged ?? 0)),
    // Without a tick there is no age.
    gauge("tick_age_seconds", "Since the last tick.", vitals ? one(seconds(vitals.tickedAt)) : []),
    gauge("items", "Items that a box can link, about.", one(gauges.items)),
    gauge("partners", "Partners by state.", by("state", gauges.partners)),
    gauge("hub_subscribers", "Subscribers of our hub.", by("protocol", gauges.subscribers)),
    gauge(
      "audience_subscribers",
      "Subscribers of all feeds yesterday.",
      by(
        "reader",
        readers.filter(({ day }) => day === yesterday).map(({ name, subscribers }) => [name, subscribers]),
      ),
    ),
  ]
}

/** Of each queue the sum of the waits, then their number. */
function waitsOf(counters: CounterSum[]): Sample[] {
  const waits = new Map(samplesOf("queue_wait_ms", counters).map(({ labels, value }) => [labels!.queue, value]))
  return samplesOf("queue_messages", counters).flatMap(({ labels, value }): Sample[] => [
    { suffix: "_sum", labels, value: (waits.get(labels!.queue) ?? 0) / 1000 },
    { suffix: "_count", labels, value },
  ])
}
