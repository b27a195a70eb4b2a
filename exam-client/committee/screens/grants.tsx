import type { GrantRow } from '../../../server/protocol/vacancies.ts'
import { useAddress } from '../../shared/address.tsx'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Empty } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { vacanciesText } from '../../shared/text/vacancies.ts'
import { freeOf } from './period-vacancies.tsx'

/** How many places of each grant are to become a vacancy, by the grant's id, as typed. */
export type Taken = Record<string, string>

/** The places that can be taken of what was typed; null where a number is no number or too great. */
export function placesOf(grants: GrantRow[], taken: Taken): { request: string; need: number }[] | null {
  const places: { request: string; need: number }[] = []
  for (const grant of grants) {
    const text = (taken[grant.request] ?? '').trim()
    if (text === '' || text === '0') continue
    if (!/^\d{1,5}$/.test(text) || Number(text) > freeOf(grant)) return null
    places.push({ request: grant.request, need: Number(text) })
  }
  return places
}

/** Granted needs, and how many of their places are to be made into vacancies of a kind of need. */
export function Grants({
  grants,
  needTypes,
  needType,
  taken,
  doing,
  closed,
  onNeedType,
  onTaken,
  onMake,
}: {
  grants: GrantRow[]
  needTypes: { id: string; title: string }[]
  needType: string
  taken: Taken
  doing: Doing<{ made: number }>
  /** The period takes no new vacancies. */
  closed: boolean
  onNeedType: (needType: string) => void
  onTaken: (taken: Taken) => void
  onMake: () => void
}) {
  const all = useText(vacanciesText).vacancies
  const text = all.grants
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const n = (value: number) => count(value, language)
  const onlyFree = address['g.all'] !== '1'
  const shown = onlyFree ? grants.filter((grant) => freeOf(grant) > 0) : grants
  const places = placesOf(grants, taken)
  const sum = places?.reduce((total, { need }) => total + need, 0) ?? 0
  return (
    <>
      <DoingNotice doing={doing} done={({ made }) => text.made(n(made))} />
      <Table
        name="g"
        caption={text.caption}
        rows={shown}
        rowKey={(row) => row.request}
        words={(row) =>
          `${row.unit.code} ${row.unit.name} ${row.unit.district} ${row.position.code} ${row.position.name} ${row.decree}`
        }
        tools={
          <>
            <Choice
              label={text.show}
              value={onlyFree ? '' : 'all'}
              all={text.onlyFree}
              options={[{ value: 'all', title: text.all }]}
              onChange={(value) => go({ 'g.all': value === '' ? null : '1', 'g.page': null }, 'replace')}
            />
            {closed ? null : (
              <>
                <Choice
                  label={all.needType}
                  value={needType}
                  options={needTypes.map((one) => ({ value: one.id, title: one.title }))}
                  onChange={onNeedType}
                />
                <button
                  type="button"
                  className="k-button"
                  onClick={() =>
                    onTaken(
                      Object.fromEntries(
                        grants.filter((one) => freeOf(one) > 0).map((one) => [one.request, String(freeOf(one))]),
                      ),
                    )
                  }
                >
                  {text.fill}
                </button>
                <button
                  type="button"
                  className="k-button primary"
                  disabled={!places || sum === 0 || doing.at === 'sending'}
                  onClick={onMake}
                >
                  {text.make(n(sum))}
                </button>
              </>
            )}
          </>
        }
        empty={
          <Empty title={text.empty}>
            <p>{text.emptyAdvice}</p>
          </Empty>
        }
        columns={[
          {
            id: 'position',
            head: all.position,
            kind: 'name',
            cell: (row) => (
              <>
                {row.position.name}
                <span className="c-under k-soft">{row.unit.name}</span>
              </>
            ),
            value: (row) => `${row.position.name} ${row.unit.name}`,
          },
          { id: 'free', head: text.free, kind: 'num', cell: (row) => n(freeOf(row)), value: freeOf },
          ...(closed
            ? []
            : [
                {
                  id: 'take',
                  head: text.take,
                  kind: 'tight' as const,
                  cell: (row: GrantRow) =>
                    freeOf(row) === 0 ? null : (
                      <input
                        className="k-input c-few"
                        inputMode="numeric"
                        aria-label={text.takeOf(`${row.position.name}, ${row.unit.name}`)}
                        aria-invalid={placesOf([row], taken) === null}
                        value={taken[row.request] ?? ''}
                        onChange={(event) => onTaken({ ...taken, [row.request]: event.target.value })}
                      />
                    ),
                },
              ]),
          { id: 'year', head: text.year, kind: 'num', cell: (row) => row.year, value: (row) => row.year },
          {
            id: 'granted',
            head: text.granted,
            kind: 'num',
            cell: (row) => n(row.granted),
            value: (row) => row.granted,
          },
          { id: 'used', head: text.used, kind: 'num', cell: (row) => n(row.used), value: (row) => row.used },
          { id: 'decree', head: text.decree, cell: (row) => row.decree, value: (row) => row.decree },
        ]}
      />
    </>
  )
}
