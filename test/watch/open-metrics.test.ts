import { describe, expect, it } from "vitest"
import { formatOpenMetrics, type MetricFamily } from "../../src/watch/open-metrics.ts"
import { readOpenMetrics } from "../support/open-metrics.ts"

const FAMILIES: MetricFamily[] = [
  {
    name: "polls",
    type: "counter",
    help: 'Polls,\nof "partners" \\ all',
    samples: [
      { labels: { outcome: "read" }, value: 3 },
      { labels: { outcome: 'a "b"\n\\n' }, value: 1e21 },
    ],
  },
  {
    name: "wait_seconds",
    type: "summary",
    help: "Waits.",
    samples: [
      { suffix: "_sum", value: 0.25 },
      { suffix: "_count", value: 2 },
    ],
  },
  { name: "age", type: "gauge", help: "Nothing yet.", samples: [] },
]

describe("OpenMetrics", () => {
  it("is written to the letter", () => {
    expect(formatOpenMetrics(FAMILIES)).toBe(
      [
        "# TYPE polls counter",
        '# HELP polls Polls,\\nof \\"partners\\" \\\\ all',
        'polls_total{outcome="read"} 3',
        'polls_total{outcome="a \\"b\\"\\n\\\\n"} 1e+21',
        "# TYPE wait_seconds summary",
        "# UNIT wait_seconds seconds",
        "# HELP wait_seconds Waits.",
        "wait_seconds_sum 0.25",
        "wait_seconds_count 2",
        "# TYPE age gauge",
        "# HELP age Nothing yet.",
        "# EOF",
        "",
      ].join("\n"),
    )
  })

  it("is read as it was meant", () => {
    const read = readOpenMetrics(formatOpenMetrics(FAMILIES))
    expect(read.map(({ samples }) => samples)).toEqual([
      [
        { name: "polls_total", labels: { outcome: "read" }, value: 3 },
        { name: "polls_total", labels: { outcome: 'a "b"\n\\n' }, value: 1e21 },
      ],
      [
        { name: "wait_seconds_sum", labels: {}, value: 0.25 },
        { name: "wait_seconds_count", labels: {}, value: 2 },
      ],
      [],
    ])
  })

  // The reader must refuse what is wrong, or it would prove nothing.
  it.each([
    ["no end", "# TYPE a gauge\na 1\n"],
    ["an empty line", "# TYPE a gauge\n\na 1\n# EOF\n"],
    ["no type", "a 1\n# EOF\n"],
    ["a counter without _total", "# TYPE a counter\na 1\n# EOF\n"],
    ["a negative counter", "# TYPE a counter\na_total -1\n# EOF\n"],
    ["a sample twice", '# TYPE a gauge\na{b="1"} 1\na{b="1"} 2\n# EOF\n'],
    ["a family twice", "# TYPE a gauge\na 1\n# TYPE a gauge\n# EOF\n"],
    ["a unit that is not in the name", "# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n"],
    ["a quote that is not escaped", '# TYPE a gauge\na{b="""} 1\n# EOF\n'],
    ["a comma at the end of labels", '# TYPE a gauge\na{b="1",} 1\n# EOF\n'],
    ["two spaces", "# TYPE a gauge\na  1\n# EOF\n"],
    ["no number", "# TYPE a gauge\na undefined\n# EOF\n"],
  ])("with %s is refused", (_, text) => {
    expect(() => readOpenMetrics(text)).toThrow()
  })
})
