import { useState } from 'react'
import type { Page, ProposalRow } from '../../server/protocol/http.ts'
import type {
  BreachCase,
  BreachContent,
  BreachRow,
  CopyAsked,
  Correction,
  CorrectionDone,
  ErasureProof,
  ErasureRow,
  HoldRow,
  NewBreach,
  NewHold,
  PersonCard,
  PersonCopy,
  PersonRow,
  RetentionRow,
  RetentionRule,
  ViewLine,
} from '../../server/protocol/privacy.ts'
import { useAddress } from '../shared/address.tsx'
import { download } from '../shared/download.ts'
import { useDoing, useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { useProposals } from './proposals.tsx'
import { BreachForm } from './screens/privacy-breach-form.tsx'
import { BreachCaseScreen, BreachesTable, type BreachTask } from './screens/privacy-breaches.tsx'
import { PrivacyFrame } from './screens/privacy-frame.tsx'
import { KeepingTables, type KeepingTask } from './screens/privacy-keeping.tsx'
import { PersonScreen, type PersonTask, SearchPanel } from './screens/privacy-person.tsx'
import { ViewsTable } from './screens/privacy-views.tsx'

const id = encodeURIComponent
const TABS = ['person', 'views', 'keeping', 'breaches'] as const
export type PrivacyTab = (typeof TABS)[number]

/** Personal data: one person, who saw whose, how long it stays, and breaches. */
export function PrivacyPage() {
  const { address } = useAddress()
  const asked = TABS.find((one) => one === address['tab']) ?? 'person'
  const tab: PrivacyTab = address['person'] ? 'person' : address['breach'] ? 'breaches' : asked
  const breaches = useLoad<BreachRow[]>('/api/privacy/breaches')
  const retention = useLoad<RetentionRow[]>('/api/privacy/retention')
  const reload = () => {
    breaches.reload()
    retention.reload()
  }
  return (
    <PrivacyFrame
      tab={tab}
      breaches={breaches.loaded.at === 'ready' ? breaches.loaded.value : null}
      retention={retention.loaded.at === 'ready' ? retention.loaded.value : null}
    >
      {tab === 'person' ? (
        address['person'] ? (
          <PersonPart key={address['person']} person={address['person']} />
        ) : (
          <SearchPart />
        )
      ) : null}
      {tab === 'views' ? <ViewsPart before={address['before']} /> : null}
      {tab === 'keeping' ? (
        <Shown of={retention.loaded} retry={retention.reload}>
          {(rows) => <KeepingPart rows={rows} reload={reload} />}
        </Shown>
      ) : null}
      {tab === 'breaches' ? (
        address['breach'] ? (
          <BreachPart key={address['breach']} breach={address['breach']} reload={reload} />
        ) : (
          <Shown of={breaches.loaded} retry={breaches.reload}>
            {(rows) => <BreachList rows={rows} reload={reload} />}
          </Shown>
        )
      ) : null}
    </PrivacyFrame>
  )
}

function SearchPart() {
  const search = useDoing<PersonRow[]>()
  return (
    <SearchPanel doing={search.doing} onSearch={(query) => void search.run('POST', '/api/privacy/search', { query })} />
  )
}

function PersonPart({ person }: { person: string }) {
  const path = `/api/privacy/people/${id(person)}`
  const card = useLoad<PersonCard>(path)
  const proposals = useProposals()
  const [task, setTask] = useState<PersonTask | null>(null)
  const [done, setDone] = useState<'copied' | 'corrected' | 'proposed' | null>(null)
  const doing = useDoing<PersonCopy | CorrectionDone | HoldRow[] | ProposalRow>()
  const through = (what: typeof done) => {
    setDone(what)
    setTask(null)
    doing.reset()
    card.reload()
    proposals.reload()
  }
  const copy = async (asked: CopyAsked) => {
    const reply = (await doing.run('POST', `${path}/copy`, asked)) as PersonCopy | null
    if (!reply) return
    download('data-diri.json', JSON.stringify(reply.data, null, 2), 'application/json')
    download('data-diri.html', reply.page, 'text/html')
    through('copied')
  }
  const correct = async (wanted: Correction) => {
    const reply = (await doing.run('POST', `${path}/corrections`, wanted)) as CorrectionDone | null
    if (reply) through(reply.state === 'done' ? 'corrected' : 'proposed')
  }
  const hold = async (wanted: NewHold) => {
    if (await doing.run('POST', `${path}/holds`, wanted)) through(null)
  }
  const lift = async (hold: string, why: string) => {
    if (await doing.run('POST', `/api/privacy/holds/${id(hold)}/lifting`, { why })) through(null)
  }
  const erase = async (reason: string) => {
    if (await doing.run('POST', `${path}/erasure`, { reason })) through('proposed')
  }
  return (
    <Shown of={card.loaded} retry={card.reload}>
      {(value) => (
        <PersonScreen
          card={value}
          task={task}
          doing={doing.doing}
          done={done}
          onTask={(next) => {
            doing.reset()
            setTask(next)
          }}
          onCopy={(asked) => void copy(asked)}
          onCorrect={(wanted) => void correct(wanted)}
          onHold={(wanted) => void hold(wanted)}
          onLift={(one, why) => void lift(one, why)}
          onErase={(reason) => void erase(reason)}
        />
      )}
    </Shown>
  )
}

function ViewsPart({ before }: { before: string | undefined }) {
  const { loaded, reload } = useLoad<Page<ViewLine>>(
    before ? `/api/privacy/views?before=${id(before)}` : '/api/privacy/views',
  )
  return (
    <Shown of={loaded} retry={reload}>
      {(page) => <ViewsTable page={page} before={before} />}
    </Shown>
  )
}

function KeepingPart({ rows, reload }: { rows: RetentionRow[]; reload: () => void }) {
  const erasures = useLoad<ErasureRow[]>('/api/privacy/erasures')
  const proposals = useProposals()
  const [task, setTask] = useState<KeepingTask | null>(null)
  const doing = useDoing<RetentionRow[] | ProposalRow>()
  const proof = useLoad<ErasureProof>(
    task?.kind === 'proof' ? `/api/privacy/erasures/${id(task.erasure.id)}/proof` : null,
  )
  const close = (next: KeepingTask | null) => {
    doing.reset()
    setTask(next)
  }
  const settle = async (row: RetentionRow, rule: Omit<RetentionRule, 'version'>) => {
    if (!(await doing.run('POST', `/api/privacy/retention/${row.class}`, { ...rule, version: row.version }))) return
    close(null)
    reload()
  }
  const propose = async (row: RetentionRow, reason: string) => {
    if (!(await doing.run('POST', `/api/privacy/retention/${row.class}/erasure`, { reason }))) return
    close(null)
    proposals.reload()
  }
  return (
    <Shown of={erasures.loaded} retry={erasures.reload}>
      {(done) => (
        <KeepingTables
          rows={rows}
          erasures={done}
          task={task}
          doing={doing.doing}
          proof={proof.loaded}
          onTask={close}
          onSettle={(row, rule) => void settle(row, rule)}
          onPropose={(row, reason) => void propose(row, reason)}
        />
      )}
    </Shown>
  )
}

interface PeriodRow {
  id: string
  name: string
}

function BreachList({ rows, reload }: { rows: BreachRow[]; reload: () => void }) {
  const { go } = useAddress()
  const periods = useLoad<PeriodRow[]>('/api/verification/periods')
  const [making, setMaking] = useState(false)
  const doing = useDoing<BreachCase>()
  const make = async (wanted: NewBreach) => {
    const made = await doing.run('POST', '/api/privacy/breaches', wanted)
    if (!made) return
    reload()
    go({ breach: made.id })
  }
  return making ? (
    <BreachForm
      periods={periods.loaded.at === 'ready' ? periods.loaded.value : []}
      doing={doing.doing}
      onSave={(content, foundAt) => void make({ content, foundAt: foundAt ?? 0 })}
      onCancel={() => {
        doing.reset()
        setMaking(false)
      }}
    />
  ) : (
    <BreachesTable rows={rows} onNew={() => setMaking(true)} />
  )
}

function BreachPart({ breach, reload }: { breach: string; reload: () => void }) {
  const path = `/api/privacy/breaches/${id(breach)}`
  const file = useLoad<BreachCase>(path)
  const periods = useLoad<PeriodRow[]>('/api/verification/periods')
  const doing = useDoing<BreachCase>()
  const [task, setTask] = useState<BreachTask | null>(null)
  const close = (next: BreachTask | null) => {
    doing.reset()
    setTask(next)
  }
  const send = async (to: string, body: object = {}) => {
    if (!(await doing.run('POST', path + to, body))) return
    close(null)
    file.reload()
    reload()
  }
  return (
    <Shown of={file.loaded} retry={file.reload}>
      {(value) =>
        task === 'edit' ? (
          <BreachForm
            of={value}
            periods={periods.loaded.at === 'ready' ? periods.loaded.value : []}
            doing={doing.doing}
            onSave={(content: BreachContent) => void send('', { version: value.version, content })}
            onCancel={() => close(null)}
          />
        ) : (
          <BreachCaseScreen
            of={value}
            letter={`${path}/authority.pdf`}
            task={task}
            doing={doing.doing}
            onTask={close}
            onTell={() => void send('/people')}
            onAuthority={(receipt) => void send('/authority', { receipt })}
            onClose={(why) => void send('/closing', { why })}
          />
        )
      }
    </Shown>
  )
}
