import { describe, expect, it } from "vitest"
import { type Env, servicesFrom } from "../src/env.ts"
import { PROFILES } from "../src/feeds/profiles/index.ts"

const BINDINGS = { ARTICLES: {}, DB: {}, RENDERS: {}, POLLS: {}, DELIVERIES: {}, LIMITER: {}, HUB_LIMITER: {} }
const NEEDED = {
  TITLE: "The Harbour Post",
  HOME_URL: "https://harbour.example/",
  DESCRIPTION: "News of the harbour.",
  LANGUAGE: "en",
  COPYRIGHT: "",
  CONTACT: "desk@harbour.example",
  ICON: "https://harbour.example/icon.png",
  SITE_URL: "https://harbour.example",
}

const configFrom = (vars: Record<string, unknown> = {}) =>
  servicesFrom({ ...BINDINGS, ...NEEDED, ...vars } as unknown as Env).config

const SECTIONS_FORM = 'must be JSON such as {"Water": {"ps": "اوبه", "fa": "آب"}}'

describe("the variables", () => {
  it("that are needed are enough, and the rest has defaults", () => {
    expect(configFrom()).toEqual({
      publication: {
        title: "The Harbour Post",
        homeUrl: "https://harbour.example/",
        description: "News of the harbour.",
        language: "en",
        copyright: "",
        contact: "desk@harbour.example",
        icon: "https://harbour.example/icon.png",
        siteUrl: "https://harbour.example",
        hubs: ["https://harbour.example/websub"],
      },
      editorTokens: [],
      keySecret: "",
      keySecrets: [],
      allowPrivateNetwork: false,
      ownHosts: [],
      iframeHosts: ["www.youtube.com", "www.youtube-nocookie.com", "player.vimeo.com"],
      sectionMap: {},
      retentionDays: 90,
      retentionItems: 5000,
      ownShare: 0.4,
      fill: 3,
      fillDays: 30,
      fillLanguages: [],
      deltaClients: [],
      redirects: {},
      aggregators: {},
      metricsToken: "",
      alarmUrl: "",
      profiles: [],
      hubSignature: "sha256",
      deltaDeliveries: false,
      timeZone: "UTC",
      sections: {},
      countLinks: false,
    })
  })

  it.each([
    ["SITE_URL", "https://harbour.example//", { publication: { siteUrl: "https://harbour.example" } }],
    ["EDITOR_TOKEN", "secret", { editorTokens: ["secret"], keySecret: "secret", keySecrets: ["secret"] }],
    ["EDITOR_TOKEN", "", { editorTokens: [], keySecret: "", keySecrets: [] }],
    ["EDITOR_TOKEN", " new  old\n", { editorTokens: ["new", "old"], keySecret: "new", keySecrets: ["new", "old"] }],
    ["KEY_SECRET", "another", { editorTokens: [], keySecret: "another", keySecrets: ["another"] }],
    ["KEY_SECRET", "new old", { editorTokens: [], keySecret: "new", keySecrets: ["new", "old"] }],
    ["ALLOW_PRIVATE_NETWORK", "true", { allowPrivateNetwork: true }],
    [
      "OWN_HOSTS",
      " www.harbour.example, harbour.example:8443,",
      { ownHosts: ["www.harbour.example", "harbour.example:8443"] },
    ],
    ["IFRAME_HOSTS", "", { iframeHosts: [] }],
    ["SECTION_MAP", '{"Sport": "Harbour life"}', { sectionMap: { Sport: "Harbour life" } }],
    ["RETENTION_DAYS", "30", { retentionDays: 30 }],
    ["RETENTION_ITEMS", 100, { retentionItems: 100 }],
    ["OWN_SHARE", "0", { ownShare: 0 }],
    ["FILL", "0", { fill: 0 }],
    ["FILL_DAYS", "7", { fillDays: 7 }],
    ["FILL_LANGUAGES", "en-GB, ps", { fillLanguages: ["en", "ps"] }],
    ["COUNT_LINKS", "true", { countLinks: true }],
    ["METRICS_TOKEN", "for the monitor", { metricsToken: "for the monitor" }],
    ["DELTA_CLIENTS", "OurReader, Other", { deltaClients: ["OurReader", "Other"] }],
    ["AGGREGATORS", '{"podcast": {"category": "News"}}', { aggregators: { podcast: { category: "News" } } }],
    ["PROFILES", "msn, podcast", { profiles: ["msn", "podcast"] }],
    ["REDIRECTS", '{"/news.rss": "/rss.xml"}', { redirects: { "/news.rss": "/rss.xml" } }],
    ["TIME_ZONE", "Asia/Kabul", { timeZone: "Asia/Kabul" }],
    ["SECTIONS", '{"Oil & Gas": {"ps-AF": "تېل"}}', { sections: { "oil-gas": { ps: "تېل" } } }],
  ])("%s is read from %j", (name, value, expected) => {
    expect(configFrom({ [name]: value })).toMatchObject(expected)
  })

  it.each([
    ["TITLE", "", "TITLE must be a text, not an empty one"],
    ["TITLE", undefined, "TITLE is missing"],
    ["HOME_URL", "ftp://harbour.example/", "HOME_URL must be an http or https address"],
    ["DESCRIPTION", 1, "DESCRIPTION must be a text"],
    ["LANGUAGE", "english", "LANGUAGE must be a BCP 47 language tag, such as en"],
    ["COPYRIGHT", undefined, "COPYRIGHT is missing"],
    ["CONTACT", "the desk", "CONTACT must be an email address"],
    ["ICON", "/icon.png", "ICON must be an http or https address"],
    ["SITE_URL", "harbour.example", "SITE_URL must be an http or https address"],
    ["EDITOR_TOKEN", "a b c", "EDITOR_TOKEN must be one value, or two with a space between"],
    ["KEY_SECRET", "a b c", "KEY_SECRET must be one value, or two with a space between"],
    ["ALLOW_PRIVATE_NETWORK", "yes", "ALLOW_PRIVATE_NETWORK must be true or false"],
    [
      "OWN_HOSTS",
      "harbour.example, https://harbour.example",
      "OWN_HOSTS must be host names, separated by commas. https://harbour.example is not a host name",
    ],
    ["SECTION_MAP", "Sport", 'SECTION_MAP must be JSON such as {"Category": "Section"}'],
    ["SECTION_MAP", '{"Sport": 1}', 'SECTION_MAP must be JSON such as {"Category": "Section"}'],
    ["RETENTION_DAYS", "0", "RETENTION_DAYS must be a whole number, at least 1"],
    ["RETENTION_DAYS", "1.5", "RETENTION_DAYS must be a whole number, at least 1"],
    ["RETENTION_ITEMS", "many", "RETENTION_ITEMS must be a whole number, at least 1"],
    ["OWN_SHARE", "1.1", "OWN_SHARE must be a number from 0 to 1"],
    ["FILL", "11", "FILL must be a whole number from 0 to 10"],
    ["FILL_DAYS", "0", "FILL_DAYS must be a whole number, at least 1"],
    ["FILL_LANGUAGES", "ps, dari", "FILL_LANGUAGES must be BCP 47 language tags, separated by commas. dari is not one"],
    [
      "PROFILES",
      "msn, bing",
      `PROFILES must be some of ${PROFILES.map(({ name }) => name).join(", ")}. bing is none of them`,
    ],
    ["TIME_ZONE", "Kabul", "TIME_ZONE must be the IANA name of a time zone, such as Asia/Kabul"],
    ["TIME_ZONE", "", "TIME_ZONE must be the IANA name of a time zone, such as Asia/Kabul"],
    ["SECTIONS", "{", `SECTIONS ${SECTIONS_FORM}`],
    ["SECTIONS", '{"Water": "آب"}', `SECTIONS ${SECTIONS_FORM}`],
    ["SECTIONS", '{"Water": {"ps": ""}}', `SECTIONS ${SECTIONS_FORM}`],
    ["SECTIONS", '{"Water": {"dari": "آب"}}', `SECTIONS ${SECTIONS_FORM}. dari is not a BCP 47 language tag`],
    ["SECTIONS", '{"!": {"fa": "آب"}}', `SECTIONS ${SECTIONS_FORM}. "!" has no letter or digit`],
    ["OWN_SHARE", "-0.1", "OWN_SHARE must be a number from 0 to 1"],
  ])("%s cannot be %j: the error says what it must be", (name, value, sentence) => {
    expect(() => configFrom({ [name]: value })).toThrow(new Error(`wrangler.toml [vars]: ${sentence}`))
  })

  it("that are wrong are all named at once", () => {
    expect(() => configFrom({ TITLE: "", CONTACT: undefined, OWN_SHARE: "half" })).toThrow(
      new Error(
        "wrangler.toml [vars]: TITLE must be a text, not an empty one; CONTACT is missing; OWN_SHARE must be a number from 0 to 1",
      ),
    )
  })
})
