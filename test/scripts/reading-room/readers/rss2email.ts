// rss2email: a letter for each new entry, in HTML, dated as the entry is. In: the maildir that it fills.

import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { onPath, run, unless } from "../process.ts"
import { picturesIn, type Reader } from "../reader.ts"
import { readMaildir } from "./maildir.ts"

const packages = ["rss2email"]

export const rss2email: Reader = {
  name: "rss2email",
  formats: ["rss", "atom"],
  packages,
  missing: () => unless(onPath("r2e"), packages),
  open: async (folder) => ({
    subscribe: async ({ url, format }) => {
      const home = join(folder, format)
      const mail = join(home, "mail")
      for (const part of ["cur", "new", "tmp"]) mkdirSync(join(mail, "INBOX", part), { recursive: true })
      const [config, data] = [join(home, "rss2email.cfg"), join(home, "rss2email.json")]
      const settings = {
        from: "room@reader.example",
        "date-header": "True",
        "date-header-order": "issued, modified",
        verbose: "warning",
        "html-mail": "True",
        // Without it a changed entry is not told at all.
        "reply-changes": "True",
        "name-format": "{author}",
        "email-protocol": "maildir",
        "maildir-path": mail,
      }
      const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
      writeFileSync(config, `[DEFAULT]\n${lines.join("\n")}\n`)
      const r2e = (...args: string[]) =>
        run("r2e", ["-c", config, "-d", data, ...args], {
          env: { HOME: home, XDG_DATA_HOME: home, PYTHONWARNINGS: "ignore" },
        })
      await r2e("add", "room", url, "reader@reader.example")
      return {
        visit: async () => {
          const { output, errors } = await r2e("run")
          // It ends with 0 also when it could not use an answer.
          if (output || errors) throw new Error((output + errors).trim())
          const letters = await readMaildir(join(mail, "INBOX"))
          return letters.map(({ title, time, from, headers, html, enclosures }) => ({
            url: headers["x-rss-url"] ?? "",
            title: title.replace(/^Re: /, ""),
            time,
            authors: from ? [from] : [],
            html,
            pictures: picturesIn(html),
            enclosures,
          }))
        },
      }
    },
  }),
}
