import type {
  AuditRow,
  BankItemRow,
  BankSummary,
  CandidateRow,
  Overview,
  Page,
  Unseated,
  VacancyRow,
} from '../../server/protocol/http.ts'
import type { PrivacyClock } from '../../server/protocol/privacy.ts'
import type { SittingSummary } from '../../server/protocol/proctor.ts'
import type { StaffRole } from '../../server/protocol/roles.ts'
import { useAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { ServerPanel } from '../shared/parts/server-panel.tsx'
import { useServerState } from '../shared/server-state.ts'
import { committeeText } from '../shared/text/committee.ts'
import { workText } from '../shared/text/committee-work.ts'
import { useImport } from './import.ts'
import { AuditScreen } from './screens/audit.tsx'
import { BankScreen } from './screens/bank.tsx'
import { BanksScreen } from './screens/banks.tsx'
import { CandidatesScreen } from './screens/candidates.tsx'
import { Importer } from './screens/importer.tsx'
import { OverviewScreen } from './screens/overview.tsx'
import { BreachPanel } from './screens/privacy-breaches.tsx'
import { ExamsScreen } from './screens/sittings.tsx'

/** One thin container for each screen: what it asks of the server, and what the person's actions send. */

const SHEETS = '.csv,.xlsx,.json'
const ITEM_FILES = '.csv,.xlsx,.json,.jsonl,.xml,.zip,.gift,.txt'
const id = encodeURIComponent

export function OverviewPage() {
  const title = useText(committeeText).screens.overview
  const { loaded, reload } = useLoad<Overview>('/api/overview')
  const clock = useLoad<PrivacyClock>('/api/privacy/clock')
  const server = useServerState()
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(overview) => (
        <>
          {clock.loaded.at === 'ready' ? <BreachPanel breaches={clock.loaded.value.breaches} /> : null}
          <OverviewScreen overview={overview} />
          <ServerPanel of={server} />
        </>
      )}
    </Shown>
  )
}

export function CandidatesPage() {
  const text = useText(committeeText)
  const { address } = useAddress()
  const query = new URLSearchParams({
    query: address['c.q'] ?? '',
    page: address['c.page'] ?? '1',
    ...(address['vacancy'] ? { vacancy: address['vacancy'] } : {}),
  })
  const page = useLoad<Page<CandidateRow>>(`/api/candidates?${query}`)
  const vacancies = useLoad<VacancyRow[]>('/api/vacancies')
  const unseated = useLoad<Unseated>('/api/unseated')
  const job = useImport('/api/imports/candidates', () => {
    page.reload()
    unseated.reload()
  })
  const importer = (
    <Importer
      title={text.candidate.import}
      hint={text.import.hint}
      note={text.candidate.columns}
      accept={SHEETS}
      template="/api/imports/templates/candidates.csv"
      state={job.state}
      onCheck={job.check}
      onCommit={job.commit}
      onAgain={job.again}
    />
  )
  return (
    <CandidatesScreen
      page={page.loaded}
      vacancies={vacancies.loaded.at === 'ready' ? vacancies.loaded.value : []}
      unseated={unseated.loaded.at === 'ready' ? unseated.loaded.value.total : 0}
      importer={importer}
      retry={page.reload}
    />
  )
}

export function BanksPage({ role }: { role: StaffRole }) {
  const title = useText(committeeText).screens.banks
  const { address, go } = useAddress()
  const { loaded, reload } = useLoad<BankSummary[]>('/api/banks')
  const create = useDoing<BankSummary>()
  const make = async (name: string) => {
    const bank = await create.run('POST', '/api/banks', { name })
    if (!bank) return
    reload()
    go({ bank: bank.id })
  }
  const chosen = address['bank']
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(banks) => {
        const bank = banks.find((one) => one.id === chosen)
        return bank ? (
          <BankPage key={bank.id} bank={bank} role={role} reload={reload} />
        ) : (
          <BanksScreen banks={banks} doing={create.doing} onCreate={(name) => void make(name)} />
        )
      }}
    </Shown>
  )
}

function BankPage({ bank, role, reload }: { bank: BankSummary; role: StaffRole; reload: () => void }) {
  const text = useText(committeeText)
  const work = useText(workText)
  const { address } = useAddress()
  const query = new URLSearchParams({
    query: address['i.q'] ?? '',
    page: address['i.page'] ?? '1',
    ...(address['i.section'] ? { section: address['i.section'] } : {}),
  })
  const items = useLoad<Page<BankItemRow>>(`/api/banks/${id(bank.id)}/items?${query}`)
  const job = useImport(`/api/banks/${id(bank.id)}/import`, () => {
    items.reload()
    reload()
  })
  const importer = (
    <Importer
      title={work.bank.import}
      hint={text.import.bankHint}
      note={text.import.bankFormats}
      accept={ITEM_FILES}
      state={job.state}
      onCheck={job.check}
      onCommit={job.commit}
      onAgain={job.again}
    />
  )
  return (
    <BankScreen
      bank={bank}
      items={items.loaded}
      importer={importer}
      canExport={role !== 'writer'}
      retry={items.reload}
    />
  )
}

export function ExamsPage() {
  const title = useText(committeeText).screens.exams
  const { loaded, reload } = useLoad<SittingSummary[]>('/api/sittings')
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(sittings) => <ExamsScreen sittings={sittings} />}
    </Shown>
  )
}

export function AuditPage() {
  const title = useText(committeeText).screens.audit
  const before = useAddress().address['before']
  const { loaded, reload } = useLoad<Page<AuditRow>>(before ? `/api/audit?before=${id(before)}` : '/api/audit')
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(page) => <AuditScreen page={page} before={before} />}
    </Shown>
  )
}
