import { useState } from 'react'
import type { Page, VacancyRow } from '../../server/protocol/http.ts'
import { isRefusal } from '../../server/protocol/refusal.ts'
import type {
  ApplicationDetail,
  ApplicationRow,
  DeskCounts,
  DeskPerson,
  OfficerFigures,
} from '../../server/protocol/verification.ts'
import { useAddress } from '../shared/address.tsx'
import { download } from '../shared/download.ts'
import { useText } from '../shared/language.tsx'
import { type Doing, useDoing, useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { useImport } from './import.ts'
import { ApplicantRecord } from './screens/applicant-record.tsx'
import { ApplicantsScreen } from './screens/applicants.tsx'
import { OutsideSheets } from './screens/outside-sheets.tsx'
import type { PeriodChoice } from './screens/verification-frame.tsx'

const id = encodeURIComponent

/** The table of all applicants, or one of them. */
export function ApplicantsPage() {
  const { address } = useAddress()
  const title = useText(committeeText).screens.applicants
  const periods = useLoad<PeriodChoice[]>('/api/verification/periods')
  const chosen = address['application']
  if (chosen) return <RecordPart key={chosen} application={chosen} />
  return (
    <Shown title={title} of={periods.loaded} retry={periods.reload}>
      {(all) => (
        <TablePart periods={all} period={(all.find((one) => one.id === address['period']) ?? all[0])?.id ?? null} />
      )}
    </Shown>
  )
}

function TablePart({ periods, period }: { periods: PeriodChoice[]; period: string | null }) {
  const { address, go } = useAddress()
  const filters = new URLSearchParams({ period: period ?? '' })
  for (const [name, word] of [
    ['p.q', 'query'],
    ['p.state', 'state'],
    ['p.vacancy', 'vacancy'],
    ['p.officer', 'officer'],
    ['p.sort', 'sort'],
  ] as const)
    if (address[name]) filters.set(word, address[name])
  const page = useLoad<Page<ApplicationRow>>(
    period === null ? null : `/api/applications?${filters}&page=${address['p.page'] ?? '1'}`,
  )
  const vacancies = useLoad<VacancyRow[]>('/api/vacancies')
  const officers = useLoad<OfficerFigures[]>(
    period === null ? null : `/api/verification/periods/${id(period)}/officers`,
  )
  const counts = useLoad<DeskCounts>(period === null ? null : `/api/verification/periods/${id(period)}`)
  const job = useImport(`/api/verification/periods/${id(period ?? '')}/import`, () => {
    page.reload()
    counts.reload()
  })
  const [saving, save] = useSaving(`/api/verification/periods/${id(period ?? '')}/export`)
  return (
    <ApplicantsScreen
      periods={periods}
      period={period}
      page={page.loaded}
      vacancies={vacancies.loaded.at === 'ready' ? vacancies.loaded.value : []}
      officers={officers.loaded.at === 'ready' ? officers.loaded.value.map(({ officer }) => officer) : []}
      undecided={counts.loaded.at === 'ready' ? counts.loaded.value.waiting : 0}
      exportPath={(format) => `/api/applications/export.${format}?${filters}`}
      importer={
        <OutsideSheets
          state={job.state}
          saving={saving}
          onCheck={job.check}
          onCommit={job.commit}
          onAgain={job.again}
          onExport={(purpose) => void save(purpose)}
        />
      }
      onPeriod={(next) => go({ period: next, 'p.page': null, 'p.vacancy': null }, 'replace')}
      retry={page.reload}
    />
  )
}

/** Fetches a file whose purpose is told by POST, so that it stands in no address. */
function useSaving(path: string): [Doing<null>, (purpose: string) => Promise<void>] {
  const [saving, setSaving] = useState<Doing<null>>({ at: 'idle' })
  const save = async (purpose: string) => {
    setSaving({ at: 'sending', tries: 1 })
    try {
      const response = await fetch(path, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ purpose }),
      })
      if (!response.ok) {
        const why: unknown = await response.json()
        return setSaving(isRefusal(why) ? { at: 'refused', why } : { at: 'unreachable' })
      }
      download('pelamar-lengkap.xlsx', await response.blob(), response.headers.get('content-type') ?? '')
      setSaving({ at: 'done', reply: null })
    } catch {
      setSaving({ at: 'unreachable' })
    }
  }
  return [saving, save]
}

function RecordPart({ application }: { application: string }) {
  const title = useText(committeeText).screens.applicants
  const path = `/api/applications/${id(application)}`
  const file = useLoad<ApplicationDetail>(path)
  const unmask = useDoing<DeskPerson>()
  return (
    <Shown title={title} of={file.loaded} retry={file.reload}>
      {(value) => (
        <ApplicantRecord
          file={value}
          whole={unmask.doing.at === 'done' ? unmask.doing.reply : null}
          unmasking={unmask.doing}
          onUnmask={(purpose) => void unmask.run('POST', `${path}/unmasking`, { purpose })}
        />
      )}
    </Shown>
  )
}
