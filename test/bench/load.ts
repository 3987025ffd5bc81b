import { connect, type Socket } from "node:net"
import { quantile } from "./stats.ts"

export interface Target {
  /** http://host:port/path?query */
  url: string
  headers?: Record<string, string>
}

export interface LoadFigures {
  requests: number
  perSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
}

/**
 * Keeps this many connections busy with one GET after another for `milliseconds`. Plain sockets rather than an HTTP
 * client: beside workerd on two cores the client must cost little, and the same for every response, or it hides the
 * difference that is measured. Throws when an answer has another status than `status`.
 */
export async function load(
  target: Target,
  options: { connections: number; milliseconds: number; status: number },
): Promise<LoadFigures> {
  const request = requestBytes(target)
  const { hostname, port } = new URL(target.url)
  const started = performance.now()
  const until = started + options.milliseconds
  const latencies: number[] = []
  const one = () => new Connection(hostname, Number(port), request, options.status).repeat(until, latencies)
  await Promise.all(Array.from({ length: options.connections }, one))
  const seconds = (performance.now() - started) / 1000
  return {
    requests: latencies.length,
    perSecond: latencies.length / seconds,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
  }
}

/** One connection, one GET after another; gives the milliseconds that each took. */
export async function timeRequests(target: Target, times: number): Promise<number[]> {
  const { hostname, port } = new URL(target.url)
  const latencies: number[] = []
  await new Connection(hostname, Number(port), requestBytes(target), 200).repeat(
    Number.POSITIVE_INFINITY,
    latencies,
    times,
  )
  return latencies
}

function requestBytes({ url, headers }: Target): Buffer {
  const { host, pathname, search } = new URL(url)
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join("")}\r\n`)
}

const HEAD_END = Buffer.from("\r\n\r\n")

class Connection {
  readonly #host: string
  readonly #port: number
  readonly #request: Buffer
  readonly #status: number
  readonly #buffer = Buffer.alloc(256 * 1024)
  /** The head of the last response, with its end; the next one is nearly always the same bytes. */
  #head: Buffer = Buffer.alloc(0)
  #bodyBytes = 0
  /** What has come of a head that is not whole yet. */
  #partial: Buffer | null = null
  /** Bytes of the present response still to come; null before its head is known. */
  #left: number | null = null

  constructor(host: string, port: number, request: Buffer, status: number) {
    this.#host = host
    this.#port = port
    this.#request = request
    this.#status = status
  }

  repeat(until: number, latencies: number[], times = Number.POSITIVE_INFINITY): Promise<void> {
    return new Promise((resolve, reject) => {
      let sent = 0
      let count = 0
      const send = () => {
        sent = performance.now()
        socket.write(this.#request)
      }
      const receive = (bytes: number) => {
        try {
          if (!this.#isComplete(this.#buffer.subarray(0, bytes))) return true
        } catch (error) {
          socket.destroy()
          reject(error)
          return true
        }
        const now = performance.now()
        latencies.push(now - sent)
        if (now < until && ++count < times) {
          send()
        } else {
          resolve()
          socket.destroy()
        }
        return true
      }
      // One buffer for all that is read: a new one for each chunk costs more than the server's whole answer.
      const socket: Socket = connect({
        host: this.#host,
        port: this.#port,
        noDelay: true,
        onread: { buffer: this.#buffer, callback: receive },
      })
      socket.on("connect", send)
      socket.on("error", reject)
      socket.on("close", () => reject(new Error("the server closed the connection")))
    })
  }

  #isComplete(chunk: Buffer): boolean {
    if (this.#left === null) {
      const bytes = this.#partial ? Buffer.concat([this.#partial, chunk]) : chunk
      const end = bytes.indexOf(HEAD_END)
      if (end < 0) {
        this.#partial = Buffer.from(bytes)
        return false
      }
      const head = bytes.subarray(0, end + HEAD_END.length)
      if (!head.equals(this.#head)) this.#readHead(head)
      this.#partial = null
      this.#left = this.#bodyBytes - (bytes.length - head.length)
    } else {
      this.#left -= chunk.length
    }
    if (this.#left > 0) return false
    this.#left = null
    return true
  }

  #readHead(head: Buffer): void {
    const text = head.toString("latin1")
    const status = Number(text.slice(9, 12))
    const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1]
    if (status !== this.#status) throw new Error(`expected ${this.#status}, got ${text.split("\r\n")[0]}`)
    if (length === undefined && status !== 304) throw new Error("the response has no Content-Length")
    this.#head = Buffer.from(head)
    this.#bodyBytes = status === 304 ? 0 : Number(length)
  }
}
