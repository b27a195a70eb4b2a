import type { ReactNode } from 'react'
import type { StaffRole } from '../../server/protocol/roles.ts'
import { EMPTY_JUDGING, explained, type Judging, judgingOf, marked } from '../committee/judging.ts'
import { ApplicantRecord } from '../committee/screens/applicant-record.tsx'
import { ApplicantsScreen } from '../committee/screens/applicants.tsx'
import { OutsideSheets } from '../committee/screens/outside-sheets.tsx'
import { Head } from '../committee/screens/shell.tsx'
import { AnnounceScreen } from '../committee/screens/verification-announce.tsx'
import { AppealScreen, AppealsTable } from '../committee/screens/verification-appeals.tsx'
import { CaseScreen } from '../committee/screens/verification-case.tsx'
import { CheckEnd, DecideEnd, LeaveButtons } from '../committee/screens/verification-end.tsx'
import { NoPeriod, VerificationFrame, type VerificationTab } from '../committee/screens/verification-frame.tsx'
import { useDeskNext, VerificationHome } from '../committee/screens/verification-home.tsx'
import { OfficersTable } from '../committee/screens/verification-officers.tsx'
import type { Address } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { Notice } from '../shared/parts/kit-basics.tsx'
import { verificationText } from '../shared/text/verification.ts'
import { CommitteePage } from './committee-frame.tsx'
import type { Story } from './story.ts'
import * as fixture from './verification-fixtures.ts'

const nothing = () => {}
const idle = { at: 'idle' } as const

function Part({ tab, role = 'committee', children }: { tab: VerificationTab; role?: StaffRole; children: ReactNode }) {
  return (
    <CommitteePage screen="verification" role={role}>
      <VerificationFrame role={role} tab={tab} periods={fixture.periods} period="p1" onPeriod={nothing}>
        {children}
      </VerificationFrame>
    </CommitteePage>
  )
}
function Home({
  role = 'verifier',
  ...change
}: Partial<Parameters<typeof VerificationHome>[0]> & { role?: StaffRole }) {
  const counts = change.counts ?? fixture.counts
  const { next, done } = useDeskNext(counts)
  return (
    <CommitteePage screen="verification" role={role}>
      <VerificationFrame
        role={role}
        tab="desk"
        periods={fixture.periods}
        period="p1"
        onPeriod={nothing}
        next={next}
        nextDone={done}
      >
        <VerificationHome
          counts={counts}
          vacancy=""
          taking={idle}
          note={null}
          onVacancy={nothing}
          onTake={nothing}
          {...change}
        />
      </VerificationFrame>
    </CommitteePage>
  )
}

const inHand = (change: Partial<Parameters<typeof CaseScreen>[0]> = {}) => {
  const file = change.file ?? fixture.file
  const judging = change.judging ?? EMPTY_JUDGING
  return (
    <CommitteePage screen="verification" role="verifier">
      <CaseScreen
        file={file}
        judging={judging}
        minutes={9}
        person={file.person}
        unmasking={idle}
        urlOf={fixture.paperUrl}
        end={<DecideEnd judging={judging} requirements={file.requirements} doing={idle} onDecide={nothing} />}
        leave={<LeaveButtons sending={false} onLeave={nothing} />}
        onJudge={nothing}
        onUnmask={nothing}
        onDecide={nothing}
        {...change}
      />
    </CommitteePage>
  )
}
const { requirements } = fixture
const once = marked(EMPTY_JUDGING, requirements, 'MS')
const twice = marked(once, requirements, 'TMS')
const reasoned = explained(twice, 'gpa', { reason: 'gpa-low', text: 'IPK 2,91' })
const full: Judging = { ...judgingOf({ requirements, rounds: [fixture.round()] }), at: 1 }
const checking = {
  ...fixture.file,
  lease: { ...fixture.file.lease, task: 'check' as const },
  rounds: [fixture.round()],
}

const announce = (change: Partial<Parameters<typeof AnnounceScreen>[0]> = {}) => (
  <Part tab="announce">
    <AnnounceScreen
      draft={fixture.preview.draft}
      preview={{ at: 'ready', value: fixture.preview }}
      announced={[]}
      proposing={idle}
      admitting={idle}
      onDraft={nothing}
      onPropose={nothing}
      onAdmit={nothing}
      retry={nothing}
      {...change}
    />
  </Part>
)
const appeal = (change: Partial<Parameters<typeof AppealScreen>[0]> = {}) => (
  <CommitteePage screen="verification">
    <AppealScreen file={fixture.appealFile} proposing={idle} onPropose={nothing} {...change} />
  </CommitteePage>
)
const sheets = (
  <OutsideSheets
    state={{ at: 'choosing', problem: null }}
    saving={idle}
    onCheck={nothing}
    onCommit={nothing}
    onAgain={nothing}
    onExport={nothing}
  />
)
const table = (change: Partial<Parameters<typeof ApplicantsScreen>[0]> = {}, address: Address = {}) => (
  <CommitteePage screen="applicants" address={address}>
    <ApplicantsScreen
      periods={fixture.periods}
      period="p1"
      page={{ at: 'ready', value: { rows: fixture.applicants, total: 104_233, page: 1, pageSize: 50 } }}
      vacancies={fixture.counts.vacancies}
      officers={['verifikator', 'verifikator-2']}
      undecided={1284}
      exportPath={() => '#'}
      importer={sheets}
      onPeriod={nothing}
      retry={nothing}
      {...change}
    />
  </CommitteePage>
)
const record = (change: Partial<Parameters<typeof ApplicantRecord>[0]> = {}) => (
  <CommitteePage screen="applicants">
    <ApplicantRecord
      file={fixture.record}
      whole={null}
      unmasking={idle}
      urlOf={fixture.paperUrl}
      onUnmask={nothing}
      {...change}
    />
  </CommitteePage>
)

export const stories: Story[] = [
  { name: 'verification / home', render: () => <Home /> },
  { name: 'verification / home committee', render: () => <Home role="committee" /> },
  {
    name: 'verification / home in hand',
    render: () => (
      <Home counts={{ ...fixture.counts, mine: { lease: fixture.file.lease, number: fixture.file.number } }} />
    ),
  },
  {
    name: 'verification / home empty',
    render: () => <Home counts={{ ...fixture.counts, waiting: 0, toCheck: 0, returned: 0, held: [], vacancies: [] }} />,
  },
  { name: 'verification / home decided', render: () => <Home note="Lamaran 26-000122-2 diputus MS. Tersimpan." /> },
  {
    name: 'verification / home nothing to take',
    render: () => <Home taking={{ at: 'refused', why: { refused: 'nothing-to-take' } }} />,
  },
  {
    name: 'verification / no period',
    render: () => (
      <CommitteePage screen="verification" role="verifier">
        <Head title="Verifikasi" />
        <NoPeriod />
      </CommitteePage>
    ),
  },
  { name: 'verification / case', render: () => inHand() },
  { name: 'verification / case hint', render: () => inHand({ judging: once }) },
  { name: 'verification / case tms', render: () => inHand({ judging: twice }) },
  { name: 'verification / case reasoned', render: () => inHand({ judging: reasoned }) },
  { name: 'verification / case ready', render: () => inHand({ judging: full }) },
  { name: 'verification / case without document', render: () => inHand({ judging: { ...once, at: 4 } }) },
  {
    name: 'verification / case elsewhere',
    render: () => inHand({ file: { ...fixture.file, documents: fixture.elsewhere } }),
  },
  {
    name: 'verification / case returned',
    render: () => inHand({ file: { ...fixture.file, rounds: [fixture.returned] } }),
  },
  { name: 'verification / case soon over', render: () => inHand({ minutes: 2 }) },
  { name: 'verification / case over', render: () => inHand({ minutes: 0 }) },
  { name: 'verification / case unmasked', render: () => inHand({ person: fixture.whole }) },
  {
    name: 'verification / case refused',
    render: () =>
      inHand({
        judging: full,
        end: (
          <DecideEnd
            judging={full}
            requirements={requirements}
            doing={{
              at: 'refused',
              why: { refused: 'tms-reason-needed', detail: { what: 'IPK', 'what:en': 'Grade point average' } },
            }}
            onDecide={nothing}
          />
        ),
      }),
  },
  { name: 'verification / case lost', render: () => <Lost /> },
  {
    name: 'verification / check',
    render: () =>
      inHand({ file: checking, judging: full, end: <CheckEnd verdict="TMS" doing={idle} onCheck={nothing} /> }),
  },
  {
    name: 'verification / officers',
    render: () => (
      <Part tab="officers">
        <OfficersTable officers={fixture.officers} />
      </Part>
    ),
  },
  {
    name: 'verification / officers empty',
    render: () => (
      <Part tab="officers">
        <OfficersTable officers={[]} />
      </Part>
    ),
  },
  { name: 'verification / announce', render: () => announce() },
  {
    name: 'verification / announce blocked',
    render: () => announce({ preview: { at: 'ready', value: fixture.blocked } }),
  },
  {
    name: 'verification / announce nothing',
    render: () =>
      announce({
        preview: { at: 'ready', value: { ...fixture.preview, MS: 0, TMS: 0, first: [] } },
        announced: fixture.announced,
      }),
  },
  { name: 'verification / announce loading', render: () => announce({ preview: { at: 'loading' } }) },
  { name: 'verification / announce unreachable', render: () => announce({ preview: { at: 'unreachable' } }) },
  {
    name: 'verification / announce admitted',
    render: () =>
      announce({
        announced: fixture.announced,
        admitting: { at: 'done', reply: { made: 3119, clashes: ['26-000077-7'] } },
      }),
  },
  {
    name: 'verification / appeals',
    render: () => (
      <Part tab="appeals">
        <AppealsTable appeals={fixture.appeals} />
      </Part>
    ),
  },
  {
    name: 'verification / appeals empty',
    render: () => (
      <Part tab="appeals">
        <AppealsTable appeals={[]} />
      </Part>
    ),
  },
  { name: 'verification / appeal', render: () => appeal() },
  { name: 'verification / appeal waiting', render: () => appeal({ file: { ...fixture.appealFile, proposal: 'x' } }) },
  {
    name: 'verification / appeal answered',
    render: () =>
      appeal({
        file: {
          ...fixture.appealFile,
          appeal: { ...fixture.appealFile.appeal, state: 'granted' },
          decision: {
            ...{ verdict: 'granted', at: fixture.file.submittedAt, proposedBy: 'panitia', approvedBy: 'ketua' },
            answer: fixture.appealFile.templates[0]?.text ?? { id: '', en: '' },
          },
        },
      }),
  },
  {
    name: 'verification / appeal refused',
    render: () => appeal({ proposing: { at: 'refused', why: { refused: 'appeal-own-decision' } } }),
  },
  { name: 'applicants / table', render: () => table() },
  {
    name: 'applicants / filtered, none',
    render: () =>
      table({ page: { at: 'ready', value: { rows: [], total: 0, page: 1, pageSize: 50 } } }, { 'p.q': 'zz' }),
  },
  {
    name: 'applicants / empty',
    render: () => table({ page: { at: 'ready', value: { rows: [], total: 0, page: 1, pageSize: 50 } }, undecided: 0 }),
  },
  { name: 'applicants / loading', render: () => table({ page: { at: 'loading' } }) },
  { name: 'applicants / unreachable', render: () => table({ page: { at: 'unreachable' } }) },
  { name: 'applicants / no period', render: () => table({ period: null }) },
  { name: 'applicants / record', render: () => record() },
  { name: 'applicants / record unmasked', render: () => record({ whole: fixture.whole }) },
]

function Lost() {
  const text = useText(verificationText).desk
  return (
    <CommitteePage screen="verification" role="verifier">
      <Head title={text.title(fixture.file.number)} />
      <Notice tone="danger" live>
        <p className="k-strong">{text.lost}</p>
        <p>
          <button type="button" className="k-button">
            {text.back}
          </button>
        </p>
      </Notice>
    </CommitteePage>
  )
}
