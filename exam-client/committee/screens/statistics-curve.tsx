import type { StatisticsOption } from '../../../server/protocol/item-statistics.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { itemStatisticsText } from '../../shared/text/item-statistics.ts'
import { percent } from './statistics-parts.tsx'

const [WIDTH, HEIGHT] = [400, 250]
const [LEFT, RIGHT, TOP, BOTTOM] = [48, 40, 12, 34]
const NAME_APART = 14
/** Lines differ by their dashes too, never by colour alone. */
const DASHES = ['', '6 4', '2 4', '10 4 2 4', '1 3', '8 3']

/**
 * Share of the score groups that chose each option. The picture repeats nothing that is not in the table below it,
 * which is what a screen reader gets.
 */
export function OptionCurve({ options }: { options: StatisticsOption[] }) {
  const text = useText(itemStatisticsText)
  const most = Math.max(...options.map((option) => option.points))
  const shown = options.filter((option) => option.label !== null || option.count > 0)
  const groups = options[0]?.curve.length ?? 0
  const x = (group: number) => LEFT + (group * (WIDTH - LEFT - RIGHT)) / Math.max(1, groups - 1)
  const y = (share: number) => TOP + (1 - share) * (HEIGHT - TOP - BOTTOM)
  const keyed = (option: StatisticsOption) => option.keyed || (option.points === most && most > 0)
  const ends = apart(
    shown.map((option) => {
      const last = option.curve.findLastIndex((share) => share !== null)
      return y(option.curve[last] ?? 0)
    }),
  )
  return (
    <svg className="c-curve" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={text.curve}>
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <g key={share}>
          <line className={share === 0 ? 'axis' : 'grid'} x1={LEFT} x2={WIDTH - RIGHT} y1={y(share)} y2={y(share)} />
          <text x={LEFT - 8} y={y(share) + 4} textAnchor="end">
            {share * 100} %
          </text>
        </g>
      ))}
      {Array.from({ length: groups }, (_, group) => (
        <text key={group} x={x(group)} y={HEIGHT - 10} textAnchor="middle">
          {group + 1}
          {group === 0 ? ` (${text.lowest})` : group === groups - 1 ? ` (${text.highest})` : ''}
        </text>
      ))}
      {shown.map((option, nth) => (
        <g key={option.label ?? ''}>
          <polyline
            className={keyed(option) ? 'line keyed' : 'line'}
            strokeDasharray={keyed(option) ? undefined : DASHES[nth % DASHES.length] || undefined}
            points={option.curve.flatMap((share, at) => (share === null ? [] : `${x(at)},${y(share)}`)).join(' ')}
          />
          <text className={keyed(option) ? 'name keyed' : 'name'} x={WIDTH - RIGHT + 8} y={(ends[nth] ?? 0) + 4}>
            {option.label ?? '∅'}
          </text>
        </g>
      ))}
    </svg>
  )
}

/** The same figures to read and to listen to. */
export function CurveTable({ options }: { options: StatisticsOption[] }) {
  const text = useText(itemStatisticsText)
  const { language } = useLanguage()
  const groups = options[0]?.curve.length ?? 0
  return (
    <div className="k-table-wrap" tabIndex={0} role="region" aria-label={text.tableOf(text.curve)}>
      <table className="k-table">
        <thead>
          <tr>
            <th scope="col">{text.option}</th>
            {Array.from({ length: groups }, (_, group) => (
              <th key={group} scope="col" className="num">
                {text.group(String(group + 1))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {options.map((option) => (
            <tr key={option.label ?? ''}>
              <td className="tight">{option.label ?? text.empty}</td>
              {option.curve.map((share, group) => (
                <td key={group} className="num">
                  {share === null ? '–' : percent(share, language)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Names at the ends of lines, moved so that none lies on another. */
function apart(ends: number[]): number[] {
  const order = ends.map((_, at) => at).sort((a, b) => (ends[b] ?? 0) - (ends[a] ?? 0))
  const placed = [...ends]
  let below = HEIGHT - BOTTOM + NAME_APART
  for (const at of order) {
    placed[at] = Math.min(ends[at] ?? 0, below - NAME_APART)
    below = placed[at] as number
  }
  return placed
}
