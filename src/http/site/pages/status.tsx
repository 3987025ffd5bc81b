import { languageAttributes } from "../../../lib/text/direction.ts"
import { toRfc3339 } from "../../../lib/text/time.ts"
import type { Paper } from "../../../model/paper.ts"
import type { Partner } from "../../../model/partner.ts"
import type { Reason } from "../../../model/vitals.ts"
import type { OwnFeed } from "../../../rendering/own-feeds.ts"
import type { FollowedView } from "../../../websub/followed.ts"
import { Layout, renderPage } from "../parts/layout.tsx"
import { Time } from "../parts/time.tsx"
import { wordsFor } from "../words/index.ts"

/** A partner with its health, see store/partners.ts. Times are milliseconds since 1970. */
export interface PartnerHealth extends Pick<Partner, "id" | "name" | "homeUrl" | "feedUrl" | "enabled"> {
  lastPolledAt?: number | null
  lastSuccessAt?: number | null
  /** The HTTP status of the last answer. */
  lastStatus?: number | null
  lastError?: { kind: string; detail: string } | null
  nextPollAt?: number | null
  intervalS?: number | null
  itemCount: number
  /** How often its links were shown and clicked in the last seven days, where pages count it. */
  events?: { shown: number; clicked: number }
  websub?: FollowedView | null
}

/** A damaged value in the stores, and how to repair it. */
export interface Damage {
  place: string
  id: string
  kind: string
  /** Milliseconds since 1970. */
  foundAt: number
  mend: string
}

/** Who hears of our feeds at once. */
export interface Audience {
  /** The deliveries of a day, by feed. */
  topics: { feed: string; file: string; subscribers: number; delivered: number; failed: number }[]
  hosts: { host: string; subscribers: number }[]
}

export interface StatusData {
  paper: Paper
  partners: PartnerHealth[]
  /** Unannounced articles, and partners whose poll is more than ten minutes overdue. */
  backlog?: { unannounced: number; overduePolls: number }
  damaged?: Damage[]
  ownFeeds?: OwnFeed[]
  /** What an operator should know. */
  reasons?: Reason[]
  audience?: Audience
}

/** `/status`: the editors' page of partners' health. Failing partners come first. */
export function statusPage({
  paper,
  partners,
  backlog,
  damaged = [],
  ownFeeds = [],
  reasons = [],
  audience,
}: StatusData): string {
  const sorted = [...partners].sort((a, b) => RANK[stateOf(a)] - RANK[stateOf(b)] || a.name.localeCompare(b.name))
  return renderPage(
    <Layout
      paper={paper}
      words={wordsFor("en")}
      language="en"
      title="Status"
      description={`Health of the partners of ${paper.publication.title}.`}
    >
      <div class="status-page">
        <h1>Partners’ health</h1>
        {backlog && (
          <p class="standfirst">
            {backlog.unannounced === 0
              ? "All feeds are up to date."
              : `Waiting to be rendered: ${backlog.unannounced} articles.`}{" "}
            {backlog.overduePolls === 0 ? "No poll is overdue." : `Polls overdue: ${backlog.overduePolls}.`}
          </p>
        )}
        {reasons.length > 0 && (
          <ul aria-label="What needs you">
            {reasons.map(({ level, detail }) => (
              <li>{level === "bad" ? <span class="state state-failing">{detail}</span> : detail}</li>
            ))}
          </ul>
        )}
        {ownFeeds.map((feed) => (
          <p>
            <HeardElsewhere feed={feed} />
          </p>
        ))}
        {damaged.length > 0 && <Damaged damaged={damaged} />}
        {sorted.length === 0 ? (
          <p class="empty">There is no partner yet. Add one with PUT /partners/:id.</p>
        ) : (
          <section class="table-scroll" aria-label="Partners" tabindex={0}>
            <table>
              <thead>
                <tr>
                  {COLUMNS.map((name) => (
                    <th scope="col">{name}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {sorted.map((partner) => (
                  <Row partner={partner} />
                ))}
              </tbody>
            </table>
          </section>
        )}
        <p>
          <a href="/audience">Who reads which feed</a>
        </p>
        {audience && <Subscribers audience={audience} />}
      </div>
    </Layout>,
  )
}

function Subscribers({ audience: { topics, hosts } }: { audience: Audience }) {
  if (topics.length === 0) return <p>Nobody subscribes by WebSub or rssCloud.</p>
  return (
    <section class="table-scroll" aria-label="Subscribers" tabindex={0}>
      <h2>Subscribers by WebSub and rssCloud</h2>
      <p>
        {hosts.map(({ host, subscribers }) => `${host}: ${subscribers}`).join(", ")}. GET /subscriptions lists each one;
        DELETE /subscriptions?id= drops it.
      </p>
      <table>
        <thead>
          <tr>
            {["Feed", "Subscribers", "Delivered, 24 hours", "Failed attempts"].map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {topics.map(({ feed, file, subscribers, delivered, failed }) => (
            <tr>
              <th scope="row">{`${feed}/${file}`}</th>
              <td>{subscribers}</td>
              <td>{delivered}</td>
              <td>{failed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const COLUMNS = [
  "Partner",
  "State",
  "Items",
  "Clicks, 7 days",
  "Last success",
  "Last polled",
  "Next poll",
  "Every",
  "WebSub",
]
const MAX_SHOWN = 3

/** `/rss.xml is read by rss-parser 3.13.0: 50 items, no differences.` */
function HeardElsewhere({ feed }: { feed: OwnFeed }) {
  if ("why" in feed) return `${feed.path} was not compared with another parser: ${feed.why}.`
  const { parser, outcome, error, items, differences } = feed.opinion
  if (outcome === "refused") return `${feed.path} is refused by ${parser}: ${error}`
  const read = `${feed.path} is read by ${parser}: ${items} ${items === 1 ? "item" : "items"}`
  if (differences.length === 0) return `${read}, no differences.`
  return (
    <>
      {read}. The first differences:
      {differences.slice(0, MAX_SHOWN).map(({ item, field, ours, theirs }) => (
        <small>
          {item === undefined ? "number of items" : `${field} of item ${item + 1}`}: it reads{" "}
          <bdi>{theirs ?? "nothing"}</bdi>, we read <bdi>{ours ?? "nothing"}</bdi>
        </small>
      ))}
    </>
  )
}

function Damaged({ damaged }: { damaged: Damage[] }) {
  return (
    <section class="table-scroll" aria-label="Damaged values" tabindex={0}>
      <table>
        <thead>
          <tr>
            {["Damaged", "Where", "Found", "What to do"].map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {damaged.map(({ place, id, kind, foundAt, mend }) => (
            <tr>
              <th scope="row">
                <span class="state state-failing">{id}</span>
                <small>{kind}</small>
              </th>
              <td>{place}</td>
              <Moment at={foundAt} />
              <td>{mend}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type State = "failing" | "waiting" | "well" | "off"

const RANK: Record<State, number> = { failing: 0, waiting: 1, well: 2, off: 3 }
const STATES: Record<State, string> = { failing: "Failing", waiting: "Not polled yet", well: "Well", off: "Off" }

function stateOf({ enabled, lastError, lastPolledAt, feedUrl }: PartnerHealth): State {
  if (!enabled) return "off"
  if (lastError) return "failing"
  return feedUrl && !lastPolledAt ? "waiting" : "well"
}

function Row({ partner }: { partner: PartnerHealth }) {
  const { name, id, feedUrl, lastError, lastStatus, websub } = partner
  const state = stateOf(partner)
  return (
    <tr>
      <th scope="row">
        <span {...languageAttributes(undefined)}>{name}</span>
        <small>{feedUrl ?? `${id}: pushes only`}</small>
      </th>
      <td>
        <span class={`state state-${state}`}>{STATES[state]}</span>
        {lastError && (
          <small>
            {lastError.kind}
            {lastStatus ? ` (${lastStatus})` : ""}: {lastError.detail}
          </small>
        )}
      </td>
      <td class="number">{partner.itemCount}</td>
      <td class="number">{partner.events ? `${partner.events.clicked} of ${partner.events.shown}` : "–"}</td>
      <Moment at={partner.lastSuccessAt} />
      <Moment at={partner.lastPolledAt} />
      <Moment at={partner.nextPollAt} />
      <td class="number">{partner.intervalS ? interval(partner.intervalS) : "–"}</td>
      <td>{websub ? <Hub view={websub} /> : "–"}</td>
    </tr>
  )
}

/** Says what the hub does, and what that means for the partner's stories. */
function Hub({ view: { hub, state, deliveries, misses, detail } }: { view: FollowedView }) {
  const since = misses === 1 ? "1 story" : `${misses} stories`
  return (
    <>
      {state}
      <small>
        <bdi>{hub}</bdi>
        {state === "active" && `: ${deliveries} ${deliveries === 1 ? "delivery" : "deliveries"}`}
        {state === "silent" && `: it does not deliver. Polls found ${since}, and go on as usual`}
        {detail && `: ${detail}`}
      </small>
    </>
  )
}

function Moment({ at }: { at?: number | null }) {
  return <td>{at ? <Time at={toRfc3339(at)} language="en" zone="UTC" withTime /> : "–"}</td>
}

function interval(seconds: number): string {
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`
  return seconds < 86_400 ? `${Math.round(seconds / 360) / 10} h` : `${Math.round(seconds / 8640) / 10} d`
}
