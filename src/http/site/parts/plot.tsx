/** A line of a plot: a value for each place of the x axis. */
export interface PlotLine {
  name: string
  /** null: not known there. The line has a gap. */
  values: (number | null)[]
}

interface PlotProps {
  /** What it shows, for who cannot see it. */
  title: string
  /** The names of the places of the x axis, in order. */
  places: string[]
  lines: PlotLine[]
}

const WIDTH = 720
const HEIGHT = 240
const LEFT = 56
const TOP = 12
const RIGHT = WIDTH - 12
const BOTTOM = HEIGHT - 28
/** Legible on light and on dark, and told apart without red and green. After Okabe and Ito, 2008, darkened. */
const COLOURS = ["#0072b2", "#d55e00", "#008f6b", "#b8608f", "#8a7a00", "#5a7fa8"]
const DASHES = ["", "7 3", "2 3", "9 3 2 3", "12 4", "4 2"]

/** A plot of lines as SVG, without a script or a style. It runs from left to right in every language. */
export function Plot({ title, places, lines }: PlotProps) {
  const most = niceMost(Math.max(1, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0))))
  const x = (at: number) => LEFT + (places.length < 2 ? 0 : ((RIGHT - LEFT) * at) / (places.length - 1))
  const y = (value: number) => BOTTOM - ((BOTTOM - TOP) * value) / most
  return (
    <figure class="plot" dir="ltr">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={title} xmlns="http://www.w3.org/2000/svg">
        <title>{title}</title>
        {[0, most / 2, most].map((value) => (
          <g>
            <line x1={LEFT} x2={RIGHT} y1={y(value)} y2={y(value)} stroke="currentColor" stroke-opacity="0.2" />
            <text x={LEFT - 8} y={y(value) + 4} text-anchor="end" font-size="12" fill="currentColor">
              {value.toLocaleString("en")}
            </text>
          </g>
        ))}
        {ends(places).map(([at, anchor]) => (
          <text x={x(at)} y={HEIGHT - 8} text-anchor={anchor} font-size="12" fill="currentColor">
            {places[at]}
          </text>
        ))}
        {lines.map(({ name, values }, n) => (
          <path
            d={pathOf(values, x, y)}
            fill="none"
            stroke={COLOURS[n % COLOURS.length]}
            stroke-width="2.5"
            stroke-linecap="round"
            stroke-linejoin="round"
            stroke-dasharray={DASHES[n % DASHES.length]}
          >
            <title>{name}</title>
          </path>
        ))}
      </svg>
      <figcaption>
        {lines.map(({ name }, n) => (
          <span>
            <svg viewBox="0 0 28 8" width="28" height="8" aria-hidden="true">
              <line
                x1="1"
                x2="27"
                y1="4"
                y2="4"
                stroke={COLOURS[n % COLOURS.length]}
                stroke-width="2.5"
                stroke-dasharray={DASHES[n % DASHES.length]}
              />
            </svg>{" "}
            <bdi>{name}</bdi>{" "}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

/** The first and the last place of the x axis. */
const ends = (places: string[]): [number, "start" | "end"][] =>
  places.length > 1
    ? [
        [0, "start"],
        [places.length - 1, "end"],
      ]
    : places.map(() => [0, "start"])

/** A point stands alone where its neighbours are not known. */
function pathOf(values: PlotLine["values"], x: (at: number) => number, y: (value: number) => number): string {
  let isDrawing = false
  return values
    .map((value, at) => {
      if (value === null) {
        isDrawing = false
        return ""
      }
      const point = `${rounded(x(at))} ${rounded(y(value))}`
      const step = isDrawing ? `L${point}` : `M${point}h0`
      isDrawing = true
      return step
    })
    .join("")
}

const rounded = (value: number) => Math.round(value * 10) / 10

/** The end of the axis: 2, 4, 6, 8, 10, 20, 40 and so on, so that its half is a whole number. */
export function niceMost(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most))
  const nice = [1, 2, 4, 6, 8, 10].find((step) => step * power >= most)! * power
  return Math.max(2, nice)
}
