import type { Finding, Judged, Verdict } from "../../../feeds/profiles/kit/judge.ts"
import type { Profile } from "../../../feeds/profiles/kit/profile.ts"
import { languageAttributes } from "../../../lib/text/direction.ts"
import type { Paper } from "../../../model/paper.ts"
import { Layout, renderPage } from "../parts/layout.tsx"
import { wordsFor } from "../words/index.ts"

export interface ReportData {
  paper: Paper
  profile: Profile
  feedUrl: string
  feedFindings: Finding[]
  judged: Judged[]
}

const VERDICTS: Record<Verdict, string> = {
  withheld: "Withheld",
  "out-with-warnings": "Out, with warnings",
  "no-room": "No room",
  out: "Out",
}
const STATES: Record<Verdict, string> = {
  withheld: "failing",
  "out-with-warnings": "waiting",
  "no-room": "off",
  out: "well",
}
const ORDER = Object.keys(VERDICTS)

/** `/for/:aggregator/report`: what became of each article. Withheld ones come first. It is in English, as /status is. */
export function reportPage({ paper, profile, feedUrl, feedFindings, judged }: ReportData): string {
  const sorted = [...judged].sort((one, other) => ORDER.indexOf(one.verdict) - ORDER.indexOf(other.verdict))
  const count = (verdict: Verdict) => judged.filter((each) => each.verdict === verdict).length
  return renderPage(
    <Layout
      paper={paper}
      words={wordsFor("en")}
      language="en"
      title={`${profile.title}: report`}
      description={`What ${profile.title} gets of ${paper.publication.title}, and what is withheld.`}
    >
      <div class="status-page">
        <h1>{profile.title}</h1>
        <p class="standfirst">
          {ORDER.map((verdict) => `${VERDICTS[verdict as Verdict]}: ${count(verdict as Verdict)}`).join(" · ")}{" "}
          <a href={feedUrl} dir="ltr">
            {feedUrl}
          </a>
        </p>
        {feedFindings.length > 0 && <Findings findings={feedFindings} />}
        {judged.length === 0 ? (
          <p class="empty">There is no article for this feed yet.</p>
        ) : (
          <section class="table-scroll" aria-label="Articles" tabindex={0}>
            <table>
              <thead>
                <tr>
                  {["Article", "State", "Why, and what to do"].map((name) => (
                    <th scope="col">{name}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {sorted.map(({ subject: { article }, verdict, findings }) => (
                  <tr>
                    <th scope="row">
                      <a href={article.url} {...languageAttributes(article.language)}>
                        {article.title}
                      </a>
                      <small>{article.id}</small>
                    </th>
                    <td>
                      <span class={`state state-${STATES[verdict]}`}>{VERDICTS[verdict]}</span>
                    </td>
                    <td>
                      <Findings findings={findings} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </div>
    </Layout>,
  )
}

function Findings({ findings }: { findings: Finding[] }) {
  return (
    <>
      {findings.map(({ rule: { level, wants, todo, source }, found }) => (
        <p>
          {level === "must" ? "Must have " : "Should have "}
          {wants}. Found: <bdi>{found}</bdi>. {todo}
          <small>
            {source.page} ({source.basis}, read {source.read})
          </small>
        </p>
      ))}
    </>
  )
}
