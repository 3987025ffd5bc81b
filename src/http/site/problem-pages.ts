import type { Context, MiddlewareHandler } from "hono"
import type { HttpEnv } from "../kit/http-env.ts"
import { page } from "./page.ts"
import { type ProblemText, problemPage } from "./pages/problem.tsx"

// Headers of the problem that its page keeps.
const KEPT = ["allow", "retry-after", "www-authenticate"]

/** Whether the request is a browser's for a page: `*` with any type is a program's. */
export const asksForHtml = (c: Context): boolean => /\btext\/html\b/i.test(c.req.header("accept") ?? "")

/** Middleware. Gives a person the page of a problem, and a program the problem itself. */
export const problemsAsPages: MiddlewareHandler<HttpEnv> = async (c, next) => {
  await next()
  if (c.res.headers.get("content-type") !== "application/problem+json") return
  if (!asksForHtml(c)) {
    c.res.headers.append("vary", "accept")
    return
  }
  const problem = c.res
  const text = (await problem.json()) as ProblemText
  const answer = page(c.var.services, problemPage(c.var.services.config, text), {
    status: problem.status,
    cache: "no-store",
  })
  for (const name of KEPT) {
    const value = problem.headers.get(name)
    if (value !== null) answer.headers.set(name, value)
  }
  // Else hono would keep the headers of the problem.
  c.res = undefined
  c.res = answer
}
