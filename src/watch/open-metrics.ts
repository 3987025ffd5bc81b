// Writes metrics as text, by the OpenMetrics specification 1.0 (2020): https://prometheus.io/docs/specs/om/open_metrics_spec/

export const OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"

/** One number of a metric. */
export interface Sample {
  /** `_sum` and `_count` of a summary. A counter's `_total` is added by the writer. */
  suffix?: "_sum" | "_count"
  labels?: Record<string, string>
  value: number
}

/** A metric: all its samples stand together. */
export interface MetricFamily {
  /** Ends in `_seconds` when that is its unit. */
  name: string
  type: "counter" | "gauge" | "summary"
  help: string
  samples: Sample[]
}

export function formatOpenMetrics(families: MetricFamily[]): string {
  return `${families.flatMap(linesOf).join("\n")}\n# EOF\n`
}

function linesOf({ name, type, help, samples }: MetricFamily): string[] {
  return [
    `# TYPE ${name} ${type}`,
    ...(name.endsWith("_seconds") ? [`# UNIT ${name} seconds`] : []),
    `# HELP ${name} ${escaped(help)}`,
    ...samples.map(
      ({ suffix, labels = {}, value }) =>
        `${name}${type === "counter" ? "_total" : (suffix ?? "")}${labelsOf(labels)} ${value}`,
    ),
  ]
}

function labelsOf(labels: Record<string, string>): string {
  const all = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return all.length ? `{${all.join(",")}}` : ""
}

const escaped = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"')
