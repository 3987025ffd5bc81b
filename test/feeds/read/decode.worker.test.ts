import { describe, expect, it } from "vitest"
import { decode } from "../../../src/feeds/read/decode.ts"
import { encodingName } from "../../../src/lib/charset/charset.ts"

// Bytes of each text, in hexadecimal, as another implementation encodes it.
const UNDECLARED: [encoding: string, text: string, hex: string][] = [
  [
    "windows-1251",
    "Городской совет утвердил бюджет на следующий год после долгого спора",
    "c3eef0eee4f1eaeee920f1eee2e5f220f3f2e2e5f0e4e8eb20e1fee4e6e5f220ede020f1ebe5e4f3fef9e8e920e3eee420efeef1ebe520e4eeebe3eee3ee20f1efeef0e0",
  ],
  [
    "koi8-r",
    "Городской совет утвердил бюджет на следующий год после долгого спора",
    "e7cfd2cfc4d3cbcfca20d3cfd7c5d420d5d4d7c5d2c4c9cc20c2c0c4d6c5d420cec120d3ccc5c4d5c0ddc9ca20c7cfc420d0cfd3ccc520c4cfccc7cfc7cf20d3d0cfd2c1",
  ],
  [
    "windows-1253",
    "Το δημοτικό συμβούλιο ενέκρινε τον προϋπολογισμό",
    "d4ef20e4e7eceff4e9eafc20f3f5ece2effdebe9ef20e5edddeaf1e9ede520f4efed20f0f1effbf0efebefe3e9f3ecfc",
  ],
  [
    "windows-1255",
    "מועצת העיר אישרה את התקציב לשנה הבאה",
    "eee5f2f6fa20e4f2e9f820e0e9f9f8e420e0fa20e4faf7f6e9e120ecf9f0e420e4e1e0e4",
  ],
  [
    "windows-1256",
    "وافق مجلس المدينة على ميزانية العام المقبل",
    "e6c7ddde20e3cce1d320c7e1e3cfede4c920dae1ec20e3edd2c7e4edc920c7e1dac7e320c7e1e3dec8e1",
  ],
  ["windows-874", "สภาเทศบาลอนุมัติงบประมาณปีหน้า", "cac0d2e0b7c8bad2c5cdb9d8c1d1b5d4a7babbc3d0c1d2b3bbd5cbb9e9d2"],
  [
    "shift_jis",
    "市議会は来年の予算を承認しました。",
    "8e738b6389ef82cd9788944e82cc975c8e5a82f08fb3944682b582dc82b582bd8142",
  ],
  [
    "euc-jp",
    "市議会は来年の予算を承認しました。",
    "bbd4b5c4b2f1a4cfcde8c7afa4cecdbdbbbba4f2beb5c7a7a4b7a4dea4b7a4bfa1a3",
  ],
  ["euc-kr", "시의회는 내년 예산을 승인했다", "bdc3c0c7c8b8b4c220b3bbb3e220bfb9bbeac0bb20bdc2c0cec7dfb4d9"],
  [
    "gb18030",
    "市议会在长时间的争论后批准了明年的预算",
    "cad0d2e9bbe1d4dab3a4cab1bce4b5c4d5f9c2dbbaf3c5fad7bcc1cbc3f7c4eab5c4d4a4cbe3",
  ],
  [
    "big5",
    "市議會在長時間的爭論後批准了明年的預算",
    "a5abc4b3b77ca662aaf8aec9b6a1aabaaaa7bdd7abe1a7e5ade3a446a9faa67eaabab977bae2",
  ],
  [
    "windows-1252",
    "Le conseil a approuvé à l’unanimité le budget",
    "4c6520636f6e7365696c206120617070726f7576e920e0206c92756e616e696d6974e9206c6520627564676574",
  ],
]

const DECLARED: [label: string, encoding: string, text: string, hex: string][] = [
  [
    "ISO-8859-2",
    "iso-8859-2",
    "Rada schválila rozpočet příští rok",
    "526164612073636876e16c696c6120726f7a706fe865742070f8edb974ed20726f6b",
  ],
  ["ISO-2022-JP", "iso-2022-jp", "予算を承認", "1b24424d3d3b3b24723e3547271b2842"],
  ["IBM855", "ibm855", "Совет утвердил бюджет", "e4d6eba8e520e7e5eba8e1a6b7d020a29ca6e9a8e5"],
  ["MacCyrillic", "x-mac-cyrillic", "Совет", "91eee2e5f2"],
  ["cp437", "ibm437", "café", "63616682"],
  ["gb2312", "gbk", "批准预算", "c5fad7bcd4a4cbe3"],
  ["ISO-8859-5", "iso-8859-5", "Совет", "c1ded2d5e2"],
]

const ascii = (text: string) => new TextEncoder().encode(text)
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]))
const xml = (declaration: string, content: Uint8Array) =>
  join(ascii(`${declaration}<rss><t>`), content, ascii("</t></rss>"))
const contentOf = (text: string) => /<t>(.*)<\/t>/s.exec(text)?.[1]
const kinds = (bytes: Uint8Array, contentType?: string) =>
  decode(bytes, contentType).diagnostics.map(({ kind }) => kind)
const wide = (text: string, unit: 2 | 4, littleEndian: boolean) => {
  const bytes = new Uint8Array(text.length * unit)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < text.length; at++) {
    if (unit === 2) view.setUint16(at * 2, text.charCodeAt(at), littleEndian)
    else view.setUint32(at * 4, text.charCodeAt(at), littleEndian)
  }
  return bytes
}

describe("decode", () => {
  it.each(UNDECLARED)("tells %s by its letters when nothing is declared", (encoding, text, hex) => {
    const decoded = decode(xml('<?xml version="1.0"?>', Uint8Array.fromHex(hex)))
    expect(decoded.encoding).toBe(encoding)
    expect(contentOf(decoded.text)).toBe(text)
    expect(decoded.diagnostics.map(({ kind }) => kind)).toEqual(["guessed-encoding"])
  })

  it.each(DECLARED)("reads what is declared as %s", (label, encoding, text, hex) => {
    const byDeclaration = decode(xml(`<?xml version="1.0" encoding="${label}"?>`, Uint8Array.fromHex(hex)))
    const byHeader = decode(xml("", Uint8Array.fromHex(hex)), `text/xml; charset="${label}"`)
    for (const decoded of [byDeclaration, byHeader]) {
      expect(decoded.encoding).toBe(encoding)
      expect(contentOf(decoded.text)).toBe(text)
      expect(decoded.diagnostics).toEqual([])
    }
  })

  it.each([
    ["utf-16be", 2, false],
    ["utf-16le", 2, true],
    ["utf-32be", 4, false],
    ["utf-32le", 4, true],
  ] as const)("reads %s with and without a byte order mark", (encoding, unit, littleEndian) => {
    const document = '<?xml version="1.0"?><rss><t>بودجه</t></rss>'
    for (const mark of ["", "\ufeff"]) {
      const decoded = decode(wide(mark + document, unit, littleEndian))
      expect(decoded).toEqual({ text: document, encoding, diagnostics: [] })
    }
  })

  it("reads EBCDIC", () => {
    const bytes = Uint8Array.fromHex(
      "4c6fa7949340a58599a28996957e7ff14bf07f4085958396848995877e7f8397f0f3f77f6f6e4c99a2a26ec38186514c6199a2a26e",
    )
    expect(decode(bytes)).toEqual({
      text: '<?xml version="1.0" encoding="cp037"?><rss>Café</rss>',
      encoding: "ibm037",
      diagnostics: [],
    })
  })

  it("lets a byte order mark count more than any claim", () => {
    const bytes = ascii('\ufeff<?xml version="1.0" encoding="iso-8859-1"?><rss><t>é</t></rss>')
    const decoded = decode(bytes, "text/xml; charset=koi8-r")
    expect(decoded.encoding).toBe("utf-8")
    expect(contentOf(decoded.text)).toBe("é")
    expect(decoded.text.startsWith("<?xml")).toBe(true)
    expect(kinds(bytes, "text/xml; charset=koi8-r")).toEqual(["wrong-encoding"])
  })

  it("finds UTF-8 that is declared as something else", () => {
    const bytes = ascii('<?xml version="1.0" encoding="windows-1252"?><rss><t>naïve – 5 €</t></rss>')
    expect(contentOf(decode(bytes).text)).toBe("naïve – 5 €")
    expect(kinds(bytes)).toEqual(["wrong-encoding"])
  })

  it("finds another encoding that is declared as UTF-8", () => {
    const bytes = xml('<?xml version="1.0" encoding="utf-8"?>', Uint8Array.fromHex(UNDECLARED[0]![2]))
    expect(decode(bytes).encoding).toBe("windows-1251")
    expect(kinds(bytes)).toContain("wrong-encoding")
  })

  it("prefers the header's charset to the declaration's", () => {
    const [, , hex] = UNDECLARED[1]!
    const bytes = xml('<?xml version="1.0" encoding="windows-1251"?>', Uint8Array.fromHex(hex))
    expect(decode(bytes, "application/xml;charset=KOI8-R").encoding).toBe("koi8-r")
  })

  it("keeps UTF-8 with a few foreign bytes in it", () => {
    const bytes = join(ascii("<rss><t>Žluťoučký kůň, "), Uint8Array.of(0x93, 0x41, 0x94), ascii("</t></rss>"))
    const decoded = decode(bytes)
    expect(decoded.encoding).toBe("utf-8")
    expect(contentOf(decoded.text)).toBe("Žluťoučký kůň, “A”")
    expect(kinds(bytes)).toEqual(["invalid-bytes"])
  })

  it("reads the rest of a document with bytes that its encoding does not have", () => {
    const bytes = xml('<?xml version="1.0" encoding="euc-kr"?>', Uint8Array.fromHex(`${UNDECLARED[8]![2]}ff`))
    const decoded = decode(bytes)
    expect(decoded.encoding).toBe("euc-kr")
    expect(contentOf(decoded.text)).toContain("내년 예산을")
    expect(kinds(bytes)).toEqual(["invalid-bytes"])
  })

  it("lets claims be when all is ASCII", () => {
    expect(decode(ascii('<?xml version="1.0" encoding="shift_jis"?><rss/>')).diagnostics).toEqual([])
  })

  it("names an encoding that nobody knows", () => {
    expect(kinds(ascii('<?xml version="1.0" encoding="bogus"?><rss/>'))).toEqual(["unknown-encoding"])
  })

  it.each([
    ["", 0],
    ["\ufeff", 0],
    ["é", 1],
  ])("survives next to nothing: %j", (text, length) => {
    expect(decode(ascii(text)).text).toHaveLength(length)
  })

  it("survives any few bytes", () => {
    for (let first = 0; first < 256; first += 9) {
      for (let second = 0; second < 256; second += 11) {
        for (const bytes of [[first], [first, second], [second, first, 0, second], [0, 0, first, second]]) {
          expect(typeof decode(Uint8Array.from(bytes)).text).toBe("string")
        }
      }
    }
  })
})

describe("encodingName", () => {
  it.each([
    ["UTF8", "utf-8"],
    [' "ISO_8859-1" ', "windows-1252"],
    ["gb_2312-80", "gbk"],
    ["x-sjis", "shift_jis"],
    ["ks_c_5601-1987", "euc-kr"],
    ["cp-1251", "windows-1251"],
    ["CP850", "ibm850"],
    ["iso-10646-ucs-4", "utf-32"],
    ["klingon", null],
    ["__proto__", null],
    ["constructor", null],
    ["", null],
  ])("%j → %s", (label, name) => {
    expect(encodingName(label)).toBe(name)
  })
})
