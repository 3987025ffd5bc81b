import { expect } from "vitest"

/**
 * Holds an answer to what each must say to a browser: a page has a policy of its own that runs no foreign script,
 * everything else loads nothing and stands in no frame; and none is taken for another kind of thing than it says.
 * And each says to caches whether they may keep it.
 */
export function expectGuarded({ status, url, headers }: Response): void {
  const isPage = headers.get("content-type")?.startsWith("text/html") ?? false
  const said = [headers.get("x-content-type-options"), headers.get("content-security-policy")]
  // A piece of HTML that another page takes in is no page either: opened alone, it loads nothing.
  const policy =
    isPage && !headers.get("content-security-policy")?.includes("frame-ancestors 'none'")
      ? expect.stringMatching(/^default-src 'none'; style-src 'self'; font-src 'self'; .*frame-ancestors 'self'$/)
      : "default-src 'none'; frame-ancestors 'none'"
  expect(said, `${status} ${url}`).toEqual(["nosniff", policy])
  // A cache in front may keep what says nothing, and give it to anybody.
  expect(headers.get("cache-control"), `${status} ${url}`).toMatch(/^(no-store|public, max-age=\d)/)
}
