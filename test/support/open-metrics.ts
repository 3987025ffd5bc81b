/** A sample as it was read: `name{label="value"} 1`. */
export interface ReadSample {
  name: string
  labels: Record<string, string>
  value: number
}

export interface ReadFamily {
  name: string
  type: string
  help: string
  samples: ReadSample[]
}

const DESCRIPTOR = /^# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|[+-]Inf|NaN)$/
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(,(?=.)|$)/y
const SUFFIXES: Record<string, string[]> = { counter: ["_total"], gauge: [""], summary: ["_sum", "_count"] }

/**
 * Reads OpenMetrics text 1.0 strictly: by its ABNF, and by what it says of names, types, units, order and repetition.
 * Throws an Error that says what is wrong.
 */
export function readOpenMetrics(text: string): ReadFamily[] {
  if (!text.endsWith("# EOF\n")) throw new Error("it does not end with # EOF and a line feed")
  const families: ReadFamily[] = []
  for (const line of text.slice(0, -"# EOF\n".length).split("\n").slice(0, -1)) {
    const [, kind, name, rest] = DESCRIPTOR.exec(line) ?? []
    if (kind === "TYPE") {
      if (!(rest! in SUFFIXES)) throw new Error(`unknown type: ${line}`)
      if (families.some((family) => family.name === name)) throw new Error(`a family comes twice: ${line}`)
      families.push({ name: name!, type: rest!, help: "", samples: [] })
      continue
    }
    const family = families.at(-1)
    if (!family) throw new Error(`it stands before any type: ${line}`)
    if (kind) {
      if (name !== family.name || family.samples.length) throw new Error(`it stands at the wrong place: ${line}`)
      if (kind === "UNIT" && !name!.endsWith(`_${rest}`)) throw new Error(`its unit is not in its name: ${line}`)
      if (kind === "HELP") family.help = rest!
      continue
    }
    family.samples.push(readSample(line, family))
  }
  return families
}

function readSample(line: string, family: ReadFamily): ReadSample {
  const [, name, labelled = "", number] = SAMPLE.exec(line) ?? []
  if (name === undefined) throw new Error(`it is no sample: ${line}`)
  if (!SUFFIXES[family.type]!.some((suffix) => name === family.name + suffix))
    throw new Error(`it is not of ${family.name}: ${line}`)
  const value = Number(number!.replace("Inf", "Infinity"))
  if (family.type !== "gauge" && !(value >= 0)) throw new Error(`it cannot be negative: ${line}`)
  const labels = readLabels(labelled, line)
  const id = name + JSON.stringify(Object.entries(labels).sort())
  if (family.samples.some((other) => other.name + JSON.stringify(Object.entries(other.labels).sort()) === id))
    throw new Error(`a sample comes twice: ${line}`)
  return { name, labels, value }
}

function readLabels(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {}
  LABEL.lastIndex = 0
  for (let at = 0; at < text.length; at = LABEL.lastIndex) {
    const match = LABEL.exec(text)
    if (!match || match[1]! in labels) throw new Error(`its labels are wrong: ${line}`)
    labels[match[1]!] = match[2]!.replace(/\\(.)/g, (_, escaped) => (escaped === "n" ? "\n" : escaped))
  }
  return labels
}
