import type { ReactNode } from 'react'
import type { CandidateRow, Page, VacancyRow } from '../../../server/protocol/http.ts'
import { useAddress } from '../../shared/address.tsx'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Loaded } from '../../shared/load.ts'
import { Empty, Field, Shown } from '../../shared/parts/kit-basics.tsx'
import { Pager, useTyped } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { kitText } from '../../shared/text/kit.ts'
import { Head } from './shell.tsx'

/** The candidates, page by page from the server: a recruitment has more than a browser should hold. */
export function CandidatesScreen({
  page,
  vacancies,
  unseated,
  importer,
  retry,
}: {
  page: Loaded<Page<CandidateRow>>
  vacancies: VacancyRow[]
  unseated: number
  importer: ReactNode
  retry: () => void
}) {
  const text = useText(committeeText)
  const kit = useText(kitText)
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const [search, setSearch] = useTyped(address, go, 'c.q')
  const filtered = (address['c.q'] ?? '') !== '' || (address['vacancy'] ?? '') !== ''
  return (
    <>
      <Head
        title={text.screens.candidates}
        next={unseated > 0 ? text.candidate.next(count(unseated, language)) : undefined}
      />
      {importer}
      <div className="k-panel flush">
        <div className="k-tools">
          <Field label={text.candidate.search}>
            <input
              className="k-input"
              type="search"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </Field>
          <Field label={text.candidate.vacancy}>
            <select
              className="k-input c-select"
              value={address['vacancy'] ?? ''}
              onChange={(event) => go({ vacancy: event.target.value, 'c.page': null }, 'replace')}
            >
              <option value="">{text.candidate.allVacancies}</option>
              {vacancies.map((row) => (
                <option key={row.id} value={row.id}>
                  {row.code} · {row.position} · {row.needType}
                </option>
              ))}
            </select>
          </Field>
          {page.at === 'ready' ? (
            <span className="k-tools-count" role="status">
              {text.candidate.total(count(page.value.total, language))}
            </span>
          ) : null}
        </div>
        <Shown of={page} retry={retry}>
          {(value) =>
            value.rows.length === 0 ? (
              filtered ? (
                <Empty title={text.candidate.none}>
                  <button
                    type="button"
                    className="k-button small"
                    onClick={() => go({ 'c.q': null, vacancy: null, 'c.page': null }, 'replace')}
                  >
                    {kit.clearFilter}
                  </button>
                </Empty>
              ) : (
                <Empty title={text.candidate.empty}>
                  <p>{text.candidate.emptyAdvice}</p>
                </Empty>
              )
            ) : (
              <>
                <Rows rows={value.rows} />
                {value.total > value.pageSize ? (
                  <Pager
                    page={value.page}
                    pages={Math.ceil(value.total / value.pageSize)}
                    onTurn={(next) => go({ 'c.page': next === 1 ? null : String(next) })}
                  />
                ) : null}
              </>
            )
          }
        </Shown>
      </div>
    </>
  )
}

function Rows({ rows }: { rows: CandidateRow[] }) {
  const text = useText(committeeText)
  const { candidate } = text
  return (
    <div className="k-table-wrap" tabIndex={0} role="region" aria-label={text.screens.candidates}>
      <table className="k-table">
        <caption className="sr-only">{text.screens.candidates}</caption>
        <thead>
          <tr>
            {[
              candidate.number,
              candidate.name,
              candidate.nik,
              candidate.vacancy,
              candidate.needType,
              candidate.accommodation,
              candidate.sitting,
              candidate.place,
              candidate.state,
            ].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="tight k-num">{row.number}</td>
              <td>{row.name}</td>
              <td className="tight k-num">{row.nik}</td>
              <td className="tight k-num">{row.vacancyCode}</td>
              <td>{row.needType}</td>
              <td>{row.accommodation ?? '–'}</td>
              <td>{row.sitting ?? '–'}</td>
              <td className="tight k-num">{row.room || row.station ? `${row.room} · ${row.station}` : '–'}</td>
              <td>{candidate.states[row.state] ?? row.state}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
