// A reader sits down with a feed. In: a reader that runs here. Out: a seat for each format, behind a proxy of its own.

import { join } from "node:path"
import type { Format, Reader, Subscription } from "./reader.ts"
import { type RecordingProxy, startProxy } from "./recording-proxy.ts"

export interface Seat {
  reader: string
  format: Format
  proxy: RecordingProxy
  subscription: Subscription
}

/** What has to be ended, the last first. */
export type Closers = (() => unknown)[]

const FILES: Record<Format, string> = { rss: "/rss.xml", atom: "/atom.xml", json: "/feed.json" }

/** Throws an Error when the reader cannot be set up. */
export async function takeSeats(
  { name, open }: Reader,
  formats: Format[],
  service: string,
  folder: string,
  closers: Closers,
): Promise<Seat[]> {
  if (formats.length === 0) return []
  const opened = await open(join(folder, name.replaceAll(/[^a-z0-9]+/gi, "-")))
  closers.push(() => opened.close?.())
  const seats: Seat[] = []
  for (const format of formats) {
    const proxy = await startProxy(service)
    closers.push(proxy.close)
    const answers = () => proxy.exchanges.filter(({ path }) => path === FILES[format]).length
    const subscription = await opened.subscribe({ url: proxy.url + FILES[format], format, answers })
    seats.push({ reader: name, format, proxy, subscription })
  }
  return seats
}
