// The log: one line of JSON an event, on the console, where `wrangler tail` and Workers Logs read it. In: the event's
// name and what belongs to it. Out: `{"event":"tick-failed","part":"polls","error":"Error: …\n    at …"}`. src/README.md
// says what each event means.

/** Every event with its level. */
export const EVENTS = {
  "alarm-not-sent": "warn",
  "batch-failed": "error",
  "box-not-read": "error",
  "box-not-written": "error",
  "counts-not-written": "warn",
  "dead-letter": "error",
  "delta-not-made": "error",
  "fault-not-noted": "error",
  "delivery-dropped": "warn",
  "delivery-failed": "error",
  "delivery-not-read": "warn",
  "fan-out-not-queued": "warn",
  "feed-not-rendered": "error",
  "feed-request-not-noted": "warn",
  "feed-served-stale": "error",
  "health-check-failed": "error",
  "hub-failed": "warn",
  "hub-silent": "warn",
  "links-not-computed": "warn",
  "list-not-renewed": "warn",
  "outbox-not-swept": "warn",
  "own-feed-not-read": "error",
  "page-not-dropped": "warn",
  "page-without-links": "error",
  "poll-broke": "error",
  "poll-failed": "warn",
  "release-failed": "error",
  "render-not-queued": "warn",
  "request-failed": "error",
  "subscriber-dropped": "warn",
  "tick-failed": "error",
  "value-damaged": "error",
} as const

export type LogEvent = keyof typeof EVENTS

type Details = { event?: never; error?: unknown; [name: string]: unknown }

/** Writes one line. `error` may be whatever was thrown: it is written with its stack. */
export function log(event: LogEvent, details: Details): void {
  const error = "error" in details ? { error: textOf(details.error) } : {}
  console[EVENTS[event]](JSON.stringify({ event, ...details, ...error }))
}

const textOf = (error: unknown) => (error instanceof Error && error.stack) || String(error)
