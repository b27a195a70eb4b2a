export interface Point {
  x: number
  y: number
}
export interface Chart {
  title: string
  points: Point[]
}

const [WIDTH, HEIGHT, LEFT, TOP, ACROSS] = [300, 200, 44, 30, 3]

/** Small charts in rows of three, both axes in powers of ten: what grows in proportion rises at 45 degrees. */
export function plotSvg(charts: Chart[]): string {
  const rows = Math.ceil(charts.length / ACROSS)
  const drawn = charts.map((chart, at) => {
    const x = (at % ACROSS) * WIDTH
    const y = Math.floor(at / ACROSS) * HEIGHT
    return `<g transform="translate(${x} ${y})">${chartSvg(chart)}</g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH * ACROSS} ${HEIGHT * rows}" font-family="sans-serif" font-size="10">
<rect width="100%" height="100%" fill="#fff"/>
${drawn.join('\n')}
</svg>
`
}

function chartSvg({ title, points }: Chart): string {
  const [w, h] = [WIDTH - LEFT - 16, HEIGHT - TOP - 30]
  const xs = decades(points.map(({ x }) => x))
  const ys = decades(points.map(({ y }) => y))
  const across = (x: number) => LEFT + ((Math.log10(x) - xs.from) / (xs.to - xs.from)) * w
  const up = (y: number) => TOP + h - ((Math.log10(y) - ys.from) / (ys.to - ys.from)) * h
  const lines = [
    ...range(xs).map((n) => {
      const x = across(10 ** n).toFixed(1)
      return `<path d="M${x} ${TOP}V${TOP + h}" stroke="#ddd"/><text x="${x}" y="${TOP + h + 14}" text-anchor="middle">${word(n)}</text>`
    }),
    ...range(ys).map((n) => {
      const y = up(10 ** n).toFixed(1)
      return `<path d="M${LEFT} ${y}H${LEFT + w}" stroke="#ddd"/><text x="${LEFT - 4}" y="${y}" dy="3" text-anchor="end">${word(n)}</text>`
    }),
  ]
  const at = points.map(({ x, y }) => `${across(x).toFixed(1)} ${up(y).toFixed(1)}`)
  const dots = at.map(
    (place) => `<circle cx="${place.split(' ')[0]}" cy="${place.split(' ')[1]}" r="2.5" fill="#0b4f8a"/>`,
  )
  return `<text x="${LEFT}" y="18" font-weight="bold">${title}</text>${lines.join('')}<path d="M${at.join('L')}" fill="none" stroke="#0b4f8a" stroke-width="1.5"/>${dots.join('')}`
}

/** The powers of ten around these values. */
function decades(values: number[]): { from: number; to: number } {
  const logs = values.map((value) => Math.log10(Math.max(value, 1e-3)))
  const from = Math.floor(Math.min(...logs))
  return { from, to: Math.max(Math.ceil(Math.max(...logs)), from + 1) }
}

const range = ({ from, to }: { from: number; to: number }): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at)

const word = (n: number): string => (n >= 6 ? `${10 ** (n - 6)}M` : n >= 3 ? `${10 ** (n - 3)}k` : String(10 ** n))
