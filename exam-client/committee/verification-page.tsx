import { type ReactNode, useState } from 'react'
import type { ProposalRow } from '../../server/protocol/http.ts'
import type { StaffRole } from '../../server/protocol/roles.ts'
import type {
  Admitted,
  AnnouncementDraft,
  AnnouncementPreview,
  AnnouncementSummary,
  AppealAnswer,
  AppealCase,
  AppealRow,
  DeskCase,
  DeskCounts,
  DeskTask,
  OfficerFigures,
} from '../../server/protocol/verification.ts'
import { useAddress } from '../shared/address.tsx'
import { count } from '../shared/format.ts'
import { useLanguage, useText } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { verificationText } from '../shared/text/verification.ts'
import { useProposals } from './proposals.tsx'
import { Head } from './screens/shell.tsx'
import { AnnounceScreen } from './screens/verification-announce.tsx'
import { AppealScreen, AppealsTable, isOpenAppeal } from './screens/verification-appeals.tsx'
import {
  NoPeriod,
  type PeriodChoice,
  tabsFor,
  VerificationFrame,
  type VerificationTab,
} from './screens/verification-frame.tsx'
import { useDeskNext, VerificationHome } from './screens/verification-home.tsx'
import { OfficersTable } from './screens/verification-officers.tsx'
import { CasePart } from './verification-case-page.tsx'

const id = encodeURIComponent

interface PartProps {
  role: StaffRole
  periods: PeriodChoice[]
  period: string
  onPeriod: (period: string) => void
}

/** The desk, the officers' figures, the announcement and the objections, as the address says. */
export function VerificationPage({ role }: { role: StaffRole }) {
  const title = useText(committeeText).screens.verification
  const { address, go } = useAddress()
  const periods = useLoad<PeriodChoice[]>('/api/verification/periods')
  const appeal = address['appeal']
  if (appeal && role !== 'verifier') return <AppealPart key={appeal} appeal={appeal} />
  const tab = tabsFor(role).find((one) => one === address['tab']) ?? 'desk'
  return (
    <Shown title={title} of={periods.loaded} retry={periods.reload}>
      {(all) => {
        const period = all.find((one) => one.id === address['period']) ?? all[0]
        if (!period)
          return (
            <>
              <Head title={title} />
              <NoPeriod />
            </>
          )
        const Part = PARTS[tab]
        return (
          <Part
            key={period.id}
            role={role}
            periods={all}
            period={period.id}
            onPeriod={(next) => go({ period: next })}
          />
        )
      }}
    </Shown>
  )
}

const PARTS: Record<VerificationTab, (props: PartProps) => ReactNode> = {
  desk: DeskPart,
  officers: OfficersPart,
  announce: AnnouncePart,
  appeals: AppealsPart,
}

function DeskPart(props: PartProps) {
  const { period } = props
  const { address, go } = useAddress()
  const counts = useLoad<DeskCounts>(`/api/verification/periods/${id(period)}`)
  const take = useDoing<DeskCase>()
  const [file, setFile] = useState<DeskCase | null>(null)
  const [note, setNote] = useState<string | null>(null)
  const { next, done } = useDeskNext(counts.loaded.at === 'ready' ? counts.loaded.value : null)
  const vacancy = address['v.vacancy'] ?? ''
  const takeNext = async (task: DeskTask) => {
    const taken = await take.run('POST', '/api/verification/cases', { period, task, ...(vacancy && { vacancy }) })
    if (taken) setFile(taken)
    return taken !== null
  }
  if (file)
    return (
      <CasePart
        key={`${file.lease.application}${file.lease.fence}`}
        file={file}
        note={note}
        onDone={async (said, task) => {
          setNote(said)
          // The next one at once where there is one; else back to the desk with what was done.
          if (task !== null && (await takeNext(task))) return
          take.reset()
          setFile(null)
          counts.reload()
        }}
      />
    )
  return (
    <VerificationFrame {...props} tab="desk" next={next} nextDone={done}>
      <Shown of={counts.loaded} retry={counts.reload}>
        {(value) => (
          <VerificationHome
            counts={value}
            vacancy={vacancy}
            taking={take.doing}
            note={note}
            onVacancy={(chosen) => go({ 'v.vacancy': chosen || null }, 'replace')}
            onTake={(task) => {
              setNote(null)
              void takeNext(task).then((taken) => (taken ? undefined : counts.reload()))
            }}
          />
        )}
      </Shown>
    </VerificationFrame>
  )
}

function OfficersPart(props: PartProps) {
  const officers = useLoad<OfficerFigures[]>(`/api/verification/periods/${id(props.period)}/officers`)
  return (
    <VerificationFrame {...props} tab="officers">
      <Shown of={officers.loaded} retry={officers.reload}>
        {(all) => <OfficersTable officers={all} />}
      </Shown>
    </VerificationFrame>
  )
}

function AnnouncePart(props: PartProps) {
  const text = useText(verificationText).announce
  const path = `/api/verification/periods/${id(props.period)}`
  const [draft, setDraft] = useState<AnnouncementDraft>({ kind: 'result', names: 'masked', leaveOut: false })
  const { leaveOut: _, ...looked } = draft
  const preview = useLoad<AnnouncementPreview>(`${path}/preview?${new URLSearchParams(looked)}`)
  const announced = useLoad<AnnouncementSummary[]>(`/api/verification/announcements?period=${id(props.period)}`)
  const propose = useDoing<ProposalRow>()
  const admit = useDoing<Admitted>()
  const proposals = useProposals()
  const send = async ({ previewDigest }: AnnouncementPreview, reason: string) => {
    if (await propose.run('POST', `${path}/proposals`, { draft, previewDigest, reason })) proposals.reload()
    preview.reload()
  }
  return (
    <VerificationFrame {...props} tab="announce" next={text.next}>
      <AnnounceScreen
        draft={draft}
        preview={preview.loaded}
        announced={announced.loaded.at === 'ready' ? announced.loaded.value : []}
        proposing={propose.doing}
        admitting={admit.doing}
        onDraft={(next) => {
          propose.reset()
          setDraft(next)
        }}
        onPropose={(ready, reason) => void send(ready, reason)}
        onAdmit={() => void admit.run('POST', `${path}/candidates`, {})}
        retry={preview.reload}
      />
    </VerificationFrame>
  )
}

function AppealsPart(props: PartProps) {
  const text = useText(verificationText).appeals
  const { language } = useLanguage()
  const appeals = useLoad<AppealRow[]>(`/api/verification/periods/${id(props.period)}/appeals`)
  const open = appeals.loaded.at === 'ready' ? appeals.loaded.value.filter(isOpenAppeal).length : null
  return (
    <VerificationFrame
      {...props}
      tab="appeals"
      next={open === null ? undefined : open > 0 ? text.next(count(open, language)) : text.none}
      nextDone={open === 0}
    >
      <Shown of={appeals.loaded} retry={appeals.reload}>
        {(all) => <AppealsTable appeals={all} />}
      </Shown>
    </VerificationFrame>
  )
}

function AppealPart({ appeal }: { appeal: string }) {
  const title = useText(committeeText).screens.verification
  const path = `/api/verification/appeals/${id(appeal)}`
  const file = useLoad<AppealCase>(path)
  const propose = useDoing<ProposalRow>()
  const proposals = useProposals()
  const send = async (answer: AppealAnswer) => {
    if (!(await propose.run('POST', `${path}/proposals`, answer))) return
    file.reload()
    proposals.reload()
  }
  return (
    <Shown title={title} of={file.loaded} retry={file.reload}>
      {(value) => <AppealScreen file={value} proposing={propose.doing} onPropose={(answer) => void send(answer)} />}
    </Shown>
  )
}
