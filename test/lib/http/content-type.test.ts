import { expect, it } from "vitest"
import { readContentType } from "../../../src/lib/http/content-type.ts"

it.each([
  ["", "", null],
  ["Text/XML", "text/xml", null],
  ["text/xml; charset=utf-8", "text/xml", "utf-8"],
  ["text/xml;CHARSET=KOI8-R;", "text/xml", "KOI8-R"],
  ['text/xml ; charset = "koi8-r" ; version=2', "text/xml", "koi8-r"],
  ["text/xml; charset='koi8-r'", "text/xml", "koi8-r"],
  ["text/xml; charset=koi8-r whatever", "text/xml", "koi8-r"],
  ["text/xml; charset=koi8-r; charset=utf-8", "text/xml", "koi8-r"],
  ["text/xml; charset=koi8-r, text/html; charset=utf-8", "text/xml", "koi8-r"],
  ['text/xml; title="a; charset=koi8-r"; charset=utf-8', "text/xml", "utf-8"],
  ["; charset=koi8-r", "", "koi8-r"],
  ['text/xml; charset=""', "text/xml", null],
  ["text/xml; charset=", "text/xml", null],
  ['text/xml; charset="koi8-r', "text/xml", null],
  ["text/xml; charset", "text/xml", null],
  [";;;=;=", "", null],
])("%j is of the type %j and has the charset %j", (header, type, charset) => {
  expect(readContentType(header)).toEqual({ type, charset })
})
