import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { experimental_readRawConfig } from "wrangler"
import type { RawConfig } from "./config.ts"
import { isName } from "./options.ts"

// `.newsrooms/NAME.toml`: what one newsroom has of its own. It is no file of the project, so an upgrade by `git pull`
// never meets it, and one checkout can have many.

const FOLDER = ".newsrooms"

export const newsroomPath = (name: string) => `${FOLDER}/${name}.toml`

export const readToml = (file: string): RawConfig => experimental_readRawConfig({ config: file }).rawConfig

/** Null when the newsroom has no file yet. Throws an Error when the file is no TOML. */
export function readNewsroom(root: string, name: string): RawConfig | null {
  const file = join(root, newsroomPath(name))
  return existsSync(file) ? readToml(file) : null
}

/**
 * The newsroom that is meant: the one of `--name`, or the only one that there is, or `usual` where there is none.
 * Throws an Error when there are several.
 */
export function chooseName(root: string, asked: string | undefined, usual: string): string {
  if (asked !== undefined) return asked
  const folder = join(root, FOLDER)
  const names = existsSync(folder) ? readdirSync(folder).map((file) => file.replace(/\.toml$/, "")) : []
  const [first, ...others] = names.filter(isName).sort()
  if (others.length) throw new Error(`say which newsroom: ${[first, ...others].map((n) => `--name ${n}`).join(" or ")}`)
  return first ?? usual
}

/** Writes the file. An address that is not on workers.dev becomes a custom domain. */
export function writeNewsroom(root: string, name: string, own: { vars: Record<string, string>; accountId?: string }) {
  const file = join(root, newsroomPath(name))
  mkdirSync(dirname(file), { recursive: true })
  const { host } = new URL(own.vars.SITE_URL!)
  const lines = [
    `# The newsroom "${name}". \`npm run deploy\` lays it over wrangler.toml: a key here replaces the key there,`,
    "# and [vars] all variables there. It holds no secret.",
    ...(own.accountId ? [`account_id = ${quote(own.accountId)}`] : []),
    ...(host.endsWith(".workers.dev") ? [] : customDomain(host)),
    "",
    "[vars]",
    ...Object.entries(own.vars).map(([key, value]) => `${key} = ${quote(value)}`),
  ]
  writeFileSync(file, `${lines.join("\n")}\n`)
}

const customDomain = (host: string) => [
  `routes = [{ pattern = ${quote(host)}, custom_domain = true }]`,
  "workers_dev = false",
  "preview_urls = false",
]

/** A basic string of TOML, which has JSON's escapes, and one character more to escape. */
const quote = (text: string) => JSON.stringify(text).replaceAll("\u007f", "\\u007f")
