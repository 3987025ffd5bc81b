import { describe, expect, it } from "vitest"
import { WIDGET, WIDGET_PATH } from "../../../src/http/site/assets/widget.ts"
import { wordsFor } from "../../../src/http/site/words/index.ts"
import { RIGHT_TO_LEFT } from "../../../src/lib/text/direction.ts"

describe("the widget's script", () => {
  it("is a script that a browser can parse, with nothing left to fill in", () => {
    expect(() => new Function(WIDGET)).not.toThrow()
    expect(WIDGET).not.toMatch(/WIDGET_/)
    expect(WIDGET_PATH).toMatch(/^\/check-also\.[a-z0-9]+\.js$/)
  })

  it("has the words and the directions that the pages have, and calls Dari by both of its names", () => {
    for (const language of ["en", "ps", "fa", "ar", "fr", "de", "es"]) {
      const { checkAlso, sponsored } = wordsFor(language)
      expect(WIDGET).toContain(`"${language}":["${checkAlso}","${sponsored}"`)
    }
    expect(WIDGET).toContain(`"prs":["${wordsFor("fa").checkAlso}"`)
    expect(WIDGET).toContain(RIGHT_TO_LEFT.join())
  })
})
