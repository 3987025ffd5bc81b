/** Polls and pushes while the service is killed: nothing acknowledged is lost, and nothing is held twice. */
import { createHmac } from "node:crypto"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as pause } from "node:timers/promises"
import { randomFrom } from "../../support/random.ts"
import { ask, start } from "./service.ts"

interface Publisher {
  id: string
  items: object[]
  key: string
  server: Server
  feedUrl: string
}

export async function tryPartners(seed: number, operations: number, stateDir: string, bundlePath: string) {
  const random = randomFrom(seed)
  let service = await start(stateDir, bundlePath)
  const publishers = await Promise.all(Array.from({ length: 10 }, (_, n) => makePublisher(n)))
  for (const publisher of publishers) {
    const { id, feedUrl } = publisher
    const body = JSON.stringify({ name: id, home_url: new URL("/", feedUrl).href, feed_url: feedUrl })
    const put = await ask(service.url, "PUT", `/partners/${id}`, body)
    if (put?.status !== 201) throw new Error(`partner ${id} was not added: ${put?.text}`)
    publisher.key = JSON.parse((await ask(service.url, "POST", `/partners/${id}/key`))!.text).key
  }

  const sent = new Map<string, Set<string>>(publishers.map(({ id }) => [id, new Set()]))
  const acknowledged = new Map<string, Set<string>>(publishers.map(({ id }) => [id, new Set()]))
  const tally = { polls: 0, pushes: 0, kills: 0, unanswered: 0, retried: 0, busy: 0 }
  let made = 0
  const makeItems = (publisher: Publisher) =>
    Array.from({ length: 1 + Math.floor(random() * 20) }, () => {
      const guid = `story-${made++}`
      sent.get(publisher.id)!.add(guid)
      const url = new URL(`/stories/${guid}`, publisher.feedUrl).href
      return {
        id: guid,
        url,
        title: `Story ${made} of ${publisher.id} and its many parts`,
        content_text: `Part ${made}.`,
      }
    })
  const guidsOf = (items: object[]) => items.map((item) => (item as { id: string }).id)

  for (let operation = 0; operation < operations; operation++) {
    const publisher = publishers[Math.floor(random() * publishers.length)]!
    const isPush = random() < 0.5
    const items = makeItems(publisher)
    if (!isPush) publisher.items = [...items, ...publisher.items].slice(0, 40)
    const offered = isPush ? items : publisher.items
    const request = isPush ? signedPush(publisher, items, `msg_${operation}`) : pollOf(publisher)
    const kills = random() < 0.35
    const delay = random() * 100
    const answering = request(service.url)
    if (kills) {
      await pause(delay)
      await service.kill()
      tally.kills++
    }
    let answer = await answering
    if (kills) service = await start(stateDir, bundlePath)
    tally[isPush ? "pushes" : "polls"]++
    if (!answer) {
      tally.unanswered++
      // A client that got no answer sends the same again, under the same id.
      if (isPush) {
        answer = await request(service.url)
        tally.retried++
        const done = JSON.parse(answer!.text)
        if (answer!.status !== 200 || done.created + done.unchanged !== items.length) {
          throw new Error(`a push sent again was not taken whole: ${answer!.text}`)
        }
      }
    }
    if (answer?.status === 409) tally.busy++
    else if (answer && answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
    else if (answer && !("error" in JSON.parse(answer.text))) {
      for (const guid of guidsOf(offered)) acknowledged.get(publisher.id)!.add(guid)
    }
    if (kills) await check(service.url, publishers, sent, acknowledged)
  }
  const held = await check(service.url, publishers, sent, acknowledged)
  await service.kill()
  for (const { server } of publishers) server.close()
  const count = [...acknowledged.values()].reduce((sum, set) => sum + set.size, 0)
  return { ...tally, acknowledged: count, held, lost: 0, doubled: 0 }
}

/** Throws when an acknowledged item is not held, or one is held twice, or one that nobody sent. Returns how many are. */
async function check(
  url: string,
  publishers: Publisher[],
  sent: Map<string, Set<string>>,
  acknowledged: Map<string, Set<string>>,
): Promise<number> {
  let count = 0
  for (const { id } of publishers) {
    const guids: string[] = []
    let path: string | null = `/partners/${id}/items`
    while (path) {
      const page = JSON.parse((await ask(url, "GET", path))!.text)
      guids.push(...page.items.map((item: { _check_also: { guid: string } }) => item._check_also.guid))
      const next = page.next_url ? new URL(page.next_url) : null
      path = next && next.pathname + next.search
    }
    const held = new Set(guids)
    const lost = [...acknowledged.get(id)!].filter((guid) => !held.has(guid))
    if (lost.length) throw new Error(`${id} lost ${lost.join(", ")}`)
    if (held.size !== guids.length) throw new Error(`${id} holds items twice: ${guids.length} for ${held.size}`)
    const strange = guids.filter((guid) => !sent.get(id)!.has(guid))
    if (strange.length) throw new Error(`${id} holds what nobody sent: ${strange.join(", ")}`)
    count += guids.length
  }
  return count
}

function pollOf({ id }: Publisher) {
  return (url: string) => ask(url, "POST", `/partners/${id}/poll`)
}

function signedPush({ id, key }: Publisher, items: object[], webhookId: string) {
  const body = JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: id, items })
  return (url: string) => {
    const timestamp = String(Math.floor(Date.now() / 1000))
    const secret = Buffer.from(key.slice("whsec_".length), "base64")
    const signature = createHmac("sha256", secret).update(`${webhookId}.${timestamp}.${body}`).digest("base64")
    return ask(url, "POST", `/partners/${id}/items`, body, {
      "webhook-id": webhookId,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${signature}`,
    })
  }
}

/** A partner's feed server, on a loopback address of its own: a host is asked one thing at a time. */
async function makePublisher(n: number): Promise<Publisher> {
  const publisher: Publisher = { id: `partner-${n}`, items: [], key: "", server: createServer(), feedUrl: "" }
  publisher.server.on("request", (_, response) => {
    response.setHeader("content-type", "application/feed+json")
    response.end(
      JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: publisher.id, items: publisher.items }),
    )
  })
  const host = `127.0.0.${n + 2}`
  await new Promise<void>((resolve) => publisher.server.listen(0, host, resolve))
  publisher.feedUrl = `http://${host}:${(publisher.server.address() as AddressInfo).port}/feed.json`
  return publisher
}
