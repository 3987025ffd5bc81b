import type { Paper } from "../../../model/paper.ts"
import { Code } from "../parts/code.tsx"
import { Layout, renderPage } from "../parts/layout.tsx"
import { wordsFor } from "../words/index.ts"
import { type Documented, type OpenApi, operationsOf } from "./operations.ts"
import { RECIPES, recipeFor } from "./recipes.ts"

// `/docs` and `/docs/push`: the API for developers of others, so in English.

interface Docs {
  paper: Paper
  /** What /openapi.json says. */
  document: OpenApi
}

const anchorOf = ({ method, path }: Documented) => `${method}${path}`.toLowerCase().replace(/[^a-z0-9]+/g, "-")

/** `/docs`: every operation, with a command to try it. */
export function docsPage({ paper, document }: Docs): string {
  const { siteUrl, title } = paper.publication
  const groups = [...operationsOf(document, siteUrl)]
  return renderPage(
    <Layout
      paper={paper}
      words={wordsFor("en")}
      language="en"
      title="API"
      description={`The API of ${title}: every operation, with a command to try it.`}
      canonical={`${siteUrl}/docs`}
    >
      <div class="list">
        <h1>API</h1>
        <p class="standfirst">
          An article is a JSON Feed item, a list is a JSON Feed, an error is a problem document (RFC 9457) that says
          what to do. Editors send their token, partners their key: <code>Authorization: Bearer …</code>
        </p>
        <p>
          <a href="/docs/push">Push your stories in two minutes</a> · <a href="/openapi.json">openapi.json</a> for
          generated clients · <a href="/feeds">our feeds</a>
        </p>
        <nav aria-label="Operations">
          {groups.map(([tag, operations]) => (
            <details>
              <summary>{tag}</summary>
              <ul>
                {operations.map((each) => (
                  <li>
                    <a href={`#${anchorOf(each)}`}>
                      <code>{`${each.method} ${each.path}`}</code>
                    </a>
                  </li>
                ))}
              </ul>
            </details>
          ))}
        </nav>
        {groups.map(([tag, operations]) => (
          <section>
            <h2 class="rubric">{tag}</h2>
            {operations.map((each) => (
              <Operation operation={each} />
            ))}
          </section>
        ))}
      </div>
    </Layout>,
  )
}

function Operation({ operation }: { operation: Documented }) {
  const { method, path, summary, description, who, parameters, types, answers, curl } = operation
  return (
    <article id={anchorOf(operation)}>
      <h3>
        <code>{`${method} ${path}`}</code>
      </h3>
      <p>{`${summary}.`}</p>
      {description && <p>{description}</p>}
      <p>{`Who: ${who}.${types.length ? ` Body: ${types.join(", ")}.` : ""}`}</p>
      {parameters.length > 0 && (
        <ul>
          {parameters.map(({ name, place, required, description: meaning }) => (
            <li>
              <code>{name}</code>
              {` (${place}${required ? "" : ", optional"})${meaning ? `: ${meaning}` : ""}`}
            </li>
          ))}
        </ul>
      )}
      <Code label={`Try ${method} ${path}`} text={curl} />
      <details>
        <summary>Answers</summary>
        <ul>
          {answers.map(({ status, description: meaning }) => (
            <li>{`${status}: ${meaning}`}</li>
          ))}
        </ul>
      </details>
    </article>
  )
}

/** `/docs/push`: from a key to the first story. */
export function pushPage(paper: Paper): string {
  const { siteUrl, title, contact } = paper.publication
  return renderPage(
    <Layout
      paper={paper}
      words={wordsFor("en")}
      language="en"
      title="Push your stories"
      description={`How partners of ${title} send their stories as they publish them.`}
      canonical={`${siteUrl}/docs/push`}
    >
      <div class="list">
        <h1>Push your stories</h1>
        <p class="standfirst">From a key to your first story in two minutes. We then link to it within the minute.</p>
        <ol>
          <li>
            Ask <a href={`mailto:${contact}`}>{contact}</a> for your partner id and your key. The key is shown once;
            keep it secret.
          </li>
          <li>
            Send a story as soon as it is out: a JSON Feed item, an RSS item or an Atom entry, or your whole feed. Put
            id and key into one of these:
          </li>
        </ol>
        {RECIPES.map(([name, text]) => (
          <section>
            <h2 class="rubric">{name}</h2>
            <Code label={name} text={recipeFor(text, siteUrl)} />
          </section>
        ))}
        <h2 class="rubric">Then</h2>
        <ul>
          <li>
            The answer counts what was <code>created</code>, <code>updated</code>, <code>unchanged</code> and{" "}
            <code>rejected</code>, with a reason for each rejected item.
          </li>
          <li>Send a story again after each change. The same id is the same story; nothing is counted twice.</li>
          <li>
            Take one back: <code>DELETE /partners/ID/items/GUID</code>, the guid percent-encoded.
          </li>
          <li>
            Would you rather be polled? <code>POST /partners/ID/ping</code> says that your feed has changed. Or name{" "}
            <code>{`${siteUrl}/websub`}</code> as a WebSub hub in it.
          </li>
          <li>
            No key in your server? Sign requests instead, by the Standard Webhooks scheme. <a href="/docs">The API</a>{" "}
            says how.
          </li>
        </ul>
      </div>
    </Layout>,
  )
}
