import type { DeskRow } from '../../../../server/protocol/desk.ts'
import { count, hourWib } from '../../../shared/format.ts'
import { useLanguage, useText } from '../../../shared/language.tsx'
import { Choice, Empty, Field, Mark } from '../../../shared/parts/kit-basics.tsx'
import { deskText } from '../../../shared/text/desk.ts'
import { kitText } from '../../../shared/text/kit.ts'
import { listed } from '../desk-state.ts'
import { STATE_LOOKS } from './looks.ts'

export interface ListFilter {
  state: string
  search: string
}
const STATES = ['expected', 'arrived', 'admitted', 'refused'] as const

/** Everybody of the sitting, with state; the way to somebody whose card is lost. */
export function PeopleList({
  rows,
  filter,
  current,
  onFilter,
  onPick,
}: {
  rows: DeskRow[] | null
  filter: ListFilter
  current: string | null
  onFilter: (filter: ListFilter) => void
  onPick: (row: DeskRow) => void
}) {
  const text = useText(deskText)
  const kit = useText(kitText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const { shown, matching, more } = listed(rows ?? [], filter)
  return (
    <section className="k-panel flush d-list" aria-label={text.list.title}>
      <div className="d-list-tools">
        <Field label={text.list.search}>
          <input
            className="k-input"
            type="search"
            value={filter.search}
            onChange={(event) => onFilter({ ...filter, search: event.target.value })}
          />
        </Field>
        <Choice
          label={text.list.state}
          value={filter.state}
          all={text.list.all}
          options={STATES.map((state) => ({ value: state, title: text.states[state] }))}
          onChange={(state) => onFilter({ ...filter, state })}
        />
        <span className="k-small k-soft" role="status">
          {rows === null ? kit.loading : text.list.shown(n(matching), n(rows.length))}
        </span>
      </div>
      {rows === null ? null : rows.length === 0 ? (
        <Empty title={text.list.empty} />
      ) : matching === 0 ? (
        <Empty title={text.list.none}>
          <button type="button" className="k-button small" onClick={() => onFilter({ state: '', search: '' })}>
            {text.list.clear}
          </button>
        </Empty>
      ) : (
        <ul className="k-plain d-rows">
          {shown.map((row) => (
            <li key={row.candidate}>
              <button
                type="button"
                aria-label={`${text.list.pick(row.name)}: ${row.number}, ${text.states[row.state]}`}
                aria-current={row.candidate === current || undefined}
                onClick={() => onPick(row)}
              >
                <strong>{row.name}</strong>
                <Mark shape={STATE_LOOKS[row.state][0]} tone={STATE_LOOKS[row.state][1]}>
                  {text.states[row.state]}
                </Mark>
                <small className="k-num">{row.number}</small>
                <small className="k-num">
                  {text.list.seat(row.room, row.station)}
                  {row.at === null ? null : ` · ${hourWib(row.at)}`}
                </small>
              </button>
            </li>
          ))}
          {more > 0 ? <li className="d-rows-more k-small k-soft">{text.list.more(n(more))}</li> : null}
        </ul>
      )}
    </section>
  )
}
