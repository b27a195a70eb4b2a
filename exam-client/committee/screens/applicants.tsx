import type { ReactNode } from 'react'
import type { Page } from '../../../server/protocol/http.ts'
import { APPLICATION_STATES } from '../../../server/protocol/recruitment.ts'
import type { ApplicationRow } from '../../../server/protocol/verification.ts'
import { useAddress } from '../../shared/address.tsx'
import { count, dateWib, hourWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Loaded } from '../../shared/load.ts'
import { Choice, Empty, Field, Mark, Shown, type Tone } from '../../shared/parts/kit-basics.tsx'
import { Shape, type ShapeName } from '../../shared/parts/kit-shapes.tsx'
import { Pager, useTyped } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { kitText } from '../../shared/text/kit.ts'
import { verificationText } from '../../shared/text/verification.ts'
import { Head } from './shell.tsx'
import { NoPeriod, type PeriodChoice, PeriodField } from './verification-frame.tsx'

/** Filters of the table in the address: 'p.' before each, so that a link shows a colleague the same rows. */
export const APPLICANT_FILTERS = ['p.q', 'p.state', 'p.vacancy', 'p.officer', 'p.sort', 'p.page'] as const

/** The applicants of a period, page by page from the server: smooth also at a hundred thousand. */
export function ApplicantsScreen({
  periods,
  period,
  page,
  vacancies,
  officers,
  undecided,
  exportPath,
  importer,
  onPeriod,
  retry,
}: {
  periods: PeriodChoice[]
  period: string | null
  page: Loaded<Page<ApplicationRow>>
  vacancies: { id: string; code: string; position: string }[]
  officers: string[]
  undecided: number
  /** Of the same rows as a file, without its ending. */
  exportPath: (format: 'csv' | 'xlsx') => string
  importer: ReactNode
  onPeriod: (period: string) => void
  retry: () => void
}) {
  const text = useText(verificationText)
  const title = useText(committeeText).screens.applicants
  const kit = useText(kitText)
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const [search, setSearch] = useTyped(address, go, 'p.q')
  const words = text.applicants
  if (period === null)
    return (
      <>
        <Head title={title} />
        <NoPeriod />
      </>
    )
  const filtered = ['p.q', 'p.state', 'p.vacancy', 'p.officer'].some((name) => (address[name] ?? '') !== '')
  const choose = (name: string) => (value: string) => go({ [name]: value || null, 'p.page': null }, 'replace')
  return (
    <>
      <Head title={title} next={undecided > 0 ? words.next(count(undecided, language)) : undefined}>
        <PeriodField periods={periods} period={period} onPeriod={onPeriod} />
      </Head>
      <div className="k-panel flush">
        <div className="k-tools">
          <Field label={words.search}>
            <input
              className="k-input"
              type="search"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </Field>
          <Choice
            label={words.state}
            value={address['p.state'] ?? ''}
            all={words.anyState}
            options={[
              ...APPLICATION_STATES.map((value) => ({ value, title: text.states[value] })),
              ...(['announced', 'candidate'] as const).map((value) => ({ value, title: words.more[value] })),
            ]}
            onChange={choose('p.state')}
          />
          <Choice
            label={words.vacancy}
            value={address['p.vacancy'] ?? ''}
            all={words.anyVacancy}
            options={vacancies.map((one) => ({ value: one.id, title: `${one.code} · ${one.position}` }))}
            onChange={choose('p.vacancy')}
          />
          {officers.length > 0 ? (
            <Choice
              label={words.officer}
              value={address['p.officer'] ?? ''}
              all={words.anyOfficer}
              options={officers.map((value) => ({ value, title: value }))}
              onChange={choose('p.officer')}
            />
          ) : null}
          {page.at === 'ready' ? (
            <span className="k-tools-count" role="status">
              {words.total(count(page.value.total, language))}
            </span>
          ) : null}
          <span className="k-line k-push">
            <a className="k-button" href={exportPath('csv')} download>
              {words.csv}
            </a>
            <a className="k-button" href={exportPath('xlsx')} download>
              {words.xlsx}
            </a>
          </span>
        </div>
        <Shown of={page} retry={retry}>
          {(value) =>
            value.rows.length === 0 ? (
              <Empty title={filtered ? words.none : words.empty}>
                {filtered ? (
                  <button
                    type="button"
                    className="k-button small"
                    onClick={() => go(Object.fromEntries(APPLICANT_FILTERS.map((name) => [name, null])), 'replace')}
                  >
                    {kit.clearFilter}
                  </button>
                ) : (
                  <p>{words.emptyAdvice}</p>
                )}
              </Empty>
            ) : (
              <>
                <Rows rows={value.rows} />
                {value.total > value.pageSize ? (
                  <Pager
                    page={value.page}
                    pages={Math.ceil(value.total / value.pageSize)}
                    onTurn={(next) => go({ 'p.page': next === 1 ? null : String(next) })}
                  />
                ) : null}
              </>
            )
          }
        </Shown>
      </div>
      {importer}
    </>
  )
}

const STATES: Record<ApplicationRow['state'], [ShapeName, Tone]> = {
  draft: ['dashed', 'soft'],
  submitted: ['ring', 'accent'],
  passed: ['check', 'ok'],
  failed: ['cross', 'danger'],
  withdrawn: ['away', 'soft'],
}

export function ApplicationState({ row }: { row: Pick<ApplicationRow, 'state' | 'announced' | 'check'> }) {
  const text = useText(verificationText)
  const [shape, tone] = STATES[row.state]
  const decided = row.state === 'passed' || row.state === 'failed'
  const more = [
    decided ? (row.announced ? text.applicants.announced : text.applicants.notAnnounced) : '',
    text.applicants.checks[row.check],
  ].filter(Boolean)
  return (
    <>
      <Mark shape={shape} tone={tone}>
        {text.states[row.state]}
      </Mark>
      {more.length > 0 ? <span className="c-under k-soft">{more.join(', ')}</span> : null}
    </>
  )
}

function Rows({ rows }: { rows: ApplicationRow[] }) {
  const text = useText(verificationText).applicants
  const title = useText(committeeText).screens.applicants
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const sort = address['p.sort'] ?? 'submitted'
  const head = (by: string | null, words: string) => {
    if (by === null)
      return (
        <th key={words} scope="col">
          {words}
        </th>
      )
    const [up, down] = [sort === by, sort === `-${by}`]
    const next = up ? `-${by}` : by
    return (
      <th key={words} scope="col" aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}>
        <button
          type="button"
          title={text.sortBy(words)}
          onClick={() => go({ 'p.sort': next === 'submitted' ? null : next, 'p.page': null }, 'replace')}
        >
          {words}
          <Shape name={up ? 'up' : down ? 'down' : 'both'} size={10} />
        </button>
      </th>
    )
  }
  return (
    <div className="k-table-wrap" tabIndex={0} role="region" aria-label={title}>
      <table className="k-table">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            {head('number', text.number)}
            {head('name', text.name)}
            {head('state', text.state)}
            {head(null, text.vacancy)}
            {head('submitted', text.submitted)}
            {head(null, text.officer)}
            {head(null, text.candidate)}
            {head(null, text.nik)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="tight k-num">
                {row.number === null ? (
                  <span className="k-soft">{text.draftNumber}</span>
                ) : (
                  <a
                    href={`?screen=applicants&application=${encodeURIComponent(row.id)}`}
                    aria-label={text.openOf(row.number)}
                  >
                    {row.number}
                  </a>
                )}
              </td>
              <td className="name">{row.name}</td>
              <td className="v-state">
                <ApplicationState row={row} />
              </td>
              <td className="tight">
                {row.vacancyCode === null ? (
                  '–'
                ) : (
                  <>
                    <span className="k-num">{row.vacancyCode}</span>
                    <span className="c-under k-soft">{row.position}</span>
                  </>
                )}
              </td>
              <td className="tight k-num">
                {row.submittedAt === null ? '–' : `${dateWib(row.submittedAt, language)}, ${hourWib(row.submittedAt)}`}
              </td>
              <td className="tight">{row.officer ?? '–'}</td>
              <td className="tight k-num">{row.candidate ?? '–'}</td>
              <td className="tight k-num">{row.nik}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
