import type { Paper } from "../../../model/paper.ts"
import type { DaySum, DayTotal } from "../../../store/audience.ts"
import { Layout, renderPage } from "../parts/layout.tsx"
import { Plot, type PlotLine } from "../parts/plot.tsx"
import { wordsFor } from "../words/index.ts"

export interface AudienceData {
  paper: Paper
  /** The days that are shown, oldest first. The last one is not over. */
  every: string[]
  /** The feed, if it is of one alone. */
  feed?: string
  totals: DayTotal[]
  feeds: DaySum[]
  /** By their titles. */
  readers: DaySum[]
}

/** So many lines can be told apart. */
const MAX_LINES = 6

/** `/audience`: subscribers by day, feed and reader. It is in English, as /status is. */
export function audiencePage({ paper, every, feed, totals, feeds, readers }: AudienceData): string {
  const known = new Map(totals.map((total) => [total.day, total]))
  const last = totals.findLast(({ day }) => day !== every.at(-1)) ?? totals.at(-1)
  const all: PlotLine[] = [
    { name: "All", values: every.map((day) => subscribersOf(known.get(day))) },
    { name: "In hosted readers", values: every.map((day) => known.get(day)?.hosted ?? null) },
    { name: "With readers of their own", values: every.map((day) => known.get(day)?.single ?? null) },
  ]
  return renderPage(
    <Layout
      paper={paper}
      words={wordsFor("en")}
      language="en"
      title="Audience"
      description={`Who subscribes to the feeds of ${paper.publication.title}.`}
    >
      <div class="status-page">
        <h1>Audience{feed === undefined ? "" : `: ${feed}`}</h1>
        {last ? (
          <>
            <p class="standfirst">
              {`${last.day}: ${(last.hosted + last.single).toLocaleString("en")} subscribers, ${last.hosted.toLocaleString("en")} as hosted readers say and ${last.single.toLocaleString("en")} with readers of their own. `}
              {`${last.requests.toLocaleString("en")} requests${last.botRequests ? `, and ${last.botRequests.toLocaleString("en")} of bots` : ""}. `}
              {`By our hub: ${last.websub} WebSub, ${last.rsscloud} rssCloud.`}
            </p>
            <h2>By day</h2>
            <Plot title="Subscribers by day" places={every} lines={all} />
            {feed === undefined && (
              <>
                <h2>By feed</h2>
                <Plot title="Subscribers of each feed by day" places={every} lines={linesOf(feeds, every)} />
                <Table name="Feed" sums={feeds} every={every} link />
              </>
            )}
            <h2>By reader</h2>
            <Plot title="Subscribers in each reader by day" places={every} lines={linesOf(readers, every)} />
            <Table name="Reader" sums={readers} every={every} />
          </>
        ) : (
          <p class="empty">Nobody has been counted yet. Sums are renewed each hour.</p>
        )}
        <p>
          {[30, 90, 400].map((days) => (
            <>
              <a href={`/audience?days=${days}${feed === undefined ? "" : `&feed=${encodeURIComponent(feed)}`}`}>
                {`${days} days`}
              </a>{" "}
            </>
          ))}
          {feed !== undefined && <a href={`/audience?days=${every.length}`}>all feeds</a>}{" "}
          <small>GET /audience.csv has every number.</small>
        </p>
      </div>
    </Layout>,
  )
}

const subscribersOf = (total: DayTotal | undefined) => (total ? total.hosted + total.single : null)

/** Names with the most subscribers first. */
function namesOf(sums: DaySum[]): string[] {
  const most = new Map<string, number>()
  for (const { name, subscribers } of sums) most.set(name, (most.get(name) ?? 0) + subscribers)
  return [...most.keys()].sort((one, other) => most.get(other)! - most.get(one)! || one.localeCompare(other))
}

function linesOf(sums: DaySum[], every: string[]): PlotLine[] {
  return namesOf(sums)
    .slice(0, MAX_LINES)
    .map((name) => {
      const known = new Map(sums.filter((sum) => sum.name === name).map((sum) => [sum.day, sum.subscribers]))
      return { name, values: every.map((day) => known.get(day) ?? null) }
    })
}

interface TableProps {
  name: string
  sums: DaySum[]
  every: string[]
  /** Whether a name leads to its own plot. */
  link?: boolean
}

function Table({ name, sums, every, link }: TableProps) {
  const [today, yesterday, before] = [every.at(-1), every.at(-2), every.at(-8)]
  const at = (label: string, day?: string) =>
    sums.find((sum) => sum.name === label && sum.day === day)?.subscribers.toLocaleString("en") ?? "–"
  return (
    <section class="table-scroll" aria-label={`Subscribers by ${name.toLowerCase()}`} tabindex={0}>
      <table>
        <thead>
          <tr>
            {[name, "Today so far", "Yesterday", "A week ago"].map((label) => (
              <th scope="col">{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {namesOf(sums).map((label) => (
            <tr>
              <th scope="row">
                {link ? (
                  <a href={`/audience?days=${every.length}&feed=${encodeURIComponent(label)}`}>
                    <bdi>{label}</bdi>
                  </a>
                ) : (
                  <bdi>{label}</bdi>
                )}
              </th>
              <td class="number">{at(label, today)}</td>
              <td class="number">{at(label, yesterday)}</td>
              <td class="number">{at(label, before)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
