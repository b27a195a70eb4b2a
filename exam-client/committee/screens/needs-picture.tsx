import type { NeedsRow } from '../../../server/protocol/needs.ts'
import { useAddress } from '../../shared/address.tsx'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Choice, Empty } from '../../shared/parts/kit-basics.tsx'
import { needsText } from '../../shared/text/needs.ts'
import { matrixOf, type Sums, saidOf, unitsOf } from '../needs-map.ts'

/** Positions that the table shows before it says how many others there are. */
const POSITIONS_SHOWN = 12

/** Where the regency lacks people: a table of positions against districts, and one position unit by unit, in words too. */
export function NeedsPicture({ rows, year }: { rows: NeedsRow[]; year: number }) {
  const all = useText(needsText)
  const text = all.map
  const { address, go } = useAddress()
  const kind = address['kind'] ?? ''
  const kinds = [...new Set(rows.map(({ unit }) => unit.kind))].sort()
  const shown = kind === '' ? rows : rows.filter(({ unit }) => unit.kind === kind)
  const { districts, positions } = matrixOf(shown)
  const chosen = positions.find(({ id }) => id === address['position']) ?? positions[0]
  if (rows.length === 0)
    return (
      <div className="k-panel">
        <Empty title={text.empty}>
          <p>{text.emptyAdvice}</p>
        </Empty>
      </div>
    )
  return (
    <>
      <div className="k-line c-needs-choose">
        <Choice
          label={all.kind}
          value={kind}
          all={text.allKinds}
          options={kinds.map((one) => ({ value: one, title: one }))}
          onChange={(value) => go({ kind: value || null, position: null }, 'replace')}
        />
        {chosen ? (
          <Choice
            label={text.choose}
            value={chosen.id}
            options={positions.map(({ id, name }) => ({ value: id, title: name }))}
            onChange={(value) => go({ position: value }, 'replace')}
          />
        ) : null}
      </div>
      {chosen ? <OnePosition rows={shown} position={chosen.id} year={year} /> : <Empty title={text.empty} />}
      <Matrix districts={districts} positions={positions} chosen={chosen?.id ?? ''} />
    </>
  )
}

function OnePosition({ rows, position, year }: { rows: NeedsRow[]; position: string; year: number }) {
  const all = useText(needsText)
  const text = all.map
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const said = saidOf(rows, position)
  if (!said) return null
  const most = Math.max(
    1,
    ...rows.filter((row) => row.position.id === position).map((row) => Math.max(row.need, row.inPlace)),
  )
  return (
    <section className="k-panel k-stack" aria-label={text.of(said.name)}>
      <h2>{text.of(said.name)}</h2>
      <p>
        {said.worst
          ? text.sentence(
              said.name,
              n(said.sums.lacks),
              n(said.lacking),
              n(said.units),
              said.worst.unit.name,
              n(-said.worst.gap),
            )
          : text.noLack(said.name, n(said.units))}{' '}
        {said.tooMany > 0 ? text.surplusSentence(n(said.sums.surplus), n(said.tooMany)) : null}
      </p>
      <p className="k-small k-soft">{text.legend}</p>
      {unitsOf(rows, position).map(({ district, units }) => (
        <div key={district} className="k-stack-small">
          <h3>{district || all.noDistrict}</h3>
          <ul className="k-plain c-needs-units">
            {units.map((row) => (
              <li key={row.unit.id}>
                <a
                  href={`?screen=needs&tab=list&year=${year}&unit=${encodeURIComponent(row.unit.id)}&position=${encodeURIComponent(position)}`}
                >
                  {row.unit.name}
                </a>
                <PeopleBar row={row} most={most} />
                <span className="k-num k-small">
                  {text.have(n(row.inPlace), n(row.need))}
                  {' · '}
                  <Gap gap={row.gap} />
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

/** In place, lacking and too many as three lengths of one scale; the words beside it say the same. */
function PeopleBar({ row, most }: { row: NeedsRow; most: number }) {
  const part = (value: number) => ({ width: `${(100 * value) / most}%` })
  return (
    <span className="c-people" aria-hidden="true">
      <i style={part(Math.min(row.need, row.inPlace))} />
      <i className="lack" style={part(Math.max(0, -row.gap))} />
      <i className="surplus" style={part(Math.max(0, row.gap))} />
    </span>
  )
}

function Gap({ gap }: { gap: number }) {
  const text = useText(needsText).map
  const { language } = useLanguage()
  if (gap === 0) return text.enough
  const words = gap < 0 ? text.lackOf(count(-gap, language)) : text.surplusOf(count(gap, language))
  return <strong className={gap < 0 ? 'c-lack' : undefined}>{words}</strong>
}

function Matrix({
  districts,
  positions,
  chosen,
}: {
  districts: string[]
  positions: ReturnType<typeof matrixOf>['positions']
  chosen: string
}) {
  const all = useText(needsText)
  const text = all.map
  const { language } = useLanguage()
  const { go } = useAddress()
  const rest = positions.length - POSITIONS_SHOWN
  const most = Math.max(1, ...positions.flatMap(({ cells }) => cells.map((cell) => cell?.lacks ?? 0)))
  if (positions.length === 0) return null
  return (
    <section className="k-panel flush" aria-label={text.matrix}>
      <div className="c-needs-head">
        <h2>{text.matrix}</h2>
        <p className="k-small k-soft">{text.matrixNote}</p>
      </div>
      <div className="k-table-wrap" tabIndex={0} role="region" aria-label={text.matrix}>
        <table className="k-table c-matrix">
          <caption className="sr-only">{text.matrix}</caption>
          <thead>
            <tr>
              <th scope="col">{all.position}</th>
              <th scope="col" className="num">
                {text.total}
              </th>
              {districts.map((district) => (
                <th scope="col" className="num" key={district}>
                  {district || all.noDistrict}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {positions.slice(0, POSITIONS_SHOWN).map((row) => (
              <tr key={row.id} data-chosen={row.id === chosen || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className="k-button small quiet"
                    aria-pressed={row.id === chosen}
                    onClick={() => go({ position: row.id }, 'replace')}
                  >
                    {row.name}
                  </button>
                </th>
                <Cell sums={row} most={0} />
                {row.cells.map((sums, at) => (
                  <Cell key={districts[at]} sums={sums} most={most} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rest > 0 ? <p className="k-small k-soft c-needs-head">{text.more(count(rest, language))}</p> : null}
    </section>
  )
}

/** Four depths of the same tone; the number is always there. */
function Cell({ sums, most }: { sums: Sums | null; most: number }) {
  const text = useText(needsText).map
  const { language } = useLanguage()
  if (!sums || sums.need + sums.inPlace === 0) return <td className="num k-soft">–</td>
  const depth = most === 0 || sums.lacks === 0 ? 0 : Math.ceil((4 * sums.lacks) / most)
  const words = [
    sums.lacks > 0 ? text.lackOf(count(sums.lacks, language)) : '',
    sums.surplus > 0 ? text.surplusOf(count(sums.surplus, language)) : '',
  ].filter(Boolean)
  return (
    <td className="num" data-depth={depth}>
      <span className="sr-only">{words.join(', ') || text.enough}</span>
      <span aria-hidden="true">
        {sums.lacks > 0 ? <strong>−{count(sums.lacks, language)}</strong> : null}
        {sums.lacks > 0 && sums.surplus > 0 ? ' ' : null}
        {sums.surplus > 0 ? `+${count(sums.surplus, language)}` : null}
        {sums.lacks + sums.surplus === 0 ? '✓' : null}
      </span>
    </td>
  )
}
