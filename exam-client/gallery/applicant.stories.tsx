import type { ReactNode } from 'react'
import '../shared/kit.css'
import '../applicant/applicant.css'
import type { OwnApplication } from '../../server/protocol/applications.ts'
import { type Refusal, refuse } from '../../server/protocol/refusal.ts'
import type { Saving } from '../applicant/draft-saver.ts'
import { AppealForm } from '../applicant/screens/appeal.tsx'
import { CheckStep } from '../applicant/screens/check.tsx'
import { CodeScreen } from '../applicant/screens/code.tsx'
import { DocumentsStep } from '../applicant/screens/documents.tsx'
import { EducationStep } from '../applicant/screens/education.tsx'
import { AccountScreen, Frame, NoticesScreen, Tabs } from '../applicant/screens/home.tsx'
import { IdentityStep } from '../applicant/screens/identity.tsx'
import { EMPTY_ACCOUNT, RegisterScreen } from '../applicant/screens/register.tsx'
import { ResetScreen } from '../applicant/screens/reset.tsx'
import { StatusScreen } from '../applicant/screens/status.tsx'
import { StepFrame } from '../applicant/screens/steps.tsx'
import { VacancyList, VacancyStep } from '../applicant/screens/vacancy.tsx'
import { Welcome } from '../applicant/screens/welcome.tsx'
import type { Step } from '../applicant/standing.ts'
import type { Uploads } from '../applicant/use-uploads.ts'
import { MessageDialog, MessagesScreen } from '../committee/screens/messages.tsx'
import * as fixture from './applicant-fixtures.ts'
import { CommitteePage } from './committee-frame.tsx'
import type { Story } from './story.ts'

const nothing = () => {}
const idle = { at: 'idle' } as const
const sending = { at: 'sending', tries: 1 } as const
const refused = (why: Refusal) => ({ at: 'refused', why }) as const

const outside = (screen: ReactNode) => <Frame>{screen}</Frame>
const inside = (page: 'application' | 'notices' | 'account', screen: ReactNode, unread = 0) => (
  <Frame onSignOut={nothing}>
    <Tabs page={page} unread={unread} />
    {screen}
  </Frame>
)
const welcome = (change: Partial<typeof fixture.portal> = {}, more: Partial<Parameters<typeof Welcome>[0]> = {}) =>
  outside(
    <Welcome portal={{ ...fixture.portal, ...change }} vacancy={null} doing={idle} onSignIn={nothing} {...more} />,
  )
const register = (change: Partial<Parameters<typeof RegisterScreen>[0]> = {}) =>
  outside(
    <RegisterScreen
      typed={EMPTY_ACCOUNT}
      today="2026-11-24"
      vacancy={null}
      doing={idle}
      onType={nothing}
      onSend={nothing}
      {...change}
    />,
  )
const sent = { code: 'k', sentTo: 's••••@e•••.id', expiresAt: Date.UTC(2026, 10, 24, 1, 10) }
const code = (change: Partial<Parameters<typeof CodeScreen>[0]> = {}) =>
  outside(
    <CodeScreen
      sent={sent}
      doing={idle}
      asking={idle}
      onConfirm={nothing}
      onAgain={nothing}
      onBack={nothing}
      {...change}
    />,
  )
const step = (
  name: Step,
  screen: ReactNode,
  application: OwnApplication = fixture.application,
  saving: Saving = { at: 'saved' },
) =>
  inside(
    'application',
    <StepFrame application={application} step={name} saving={saving} onChoose={nothing}>
      {screen}
    </StepFrame>,
  )
const list = (change: Partial<Parameters<typeof VacancyList>[0]> = {}) => (
  <VacancyList vacancies={fixture.vacancies} chosen={null} wanted="F-01" doing={idle} onChoose={nothing} {...change} />
)
const identity = (draft = fixture.application.draft) => (
  <IdentityStep
    application={fixture.application}
    me={fixture.me}
    draft={draft}
    onChange={nothing}
    findRegions={async () => []}
  />
)
const uploads = (now: Uploads['now'] = {}): Uploads => ({ now, begin: nothing, stop: nothing, remove: nothing })
const check = (application: OwnApplication, doing: Parameters<typeof CheckStep>[0]['doing'] = idle) =>
  step(
    'check',
    <CheckStep
      application={application}
      me={fixture.me}
      draft={application.draft}
      programmes={fixture.programmes}
      doing={doing}
      onTruthful={nothing}
      onSend={nothing}
    />,
    application,
  )
const status = (application: OwnApplication, change: Partial<Parameters<typeof StatusScreen>[0]> = {}) =>
  inside(
    'application',
    <StatusScreen
      application={application}
      verification={null}
      receipt="#"
      withdrawing={idle}
      onWithdraw={nothing}
      appeal={null}
      {...change}
    />,
    1,
  )
const appeal = (of: Parameters<typeof AppealForm>[0]['appeal']) => (
  <AppealForm appeal={of} doing={idle} onSend={nothing} />
)
const outbox = (of = fixture.outbox, more: ReactNode = null) => (
  <CommitteePage screen="messages">
    <MessagesScreen outbox={of} state="waiting" onOpen={nothing} />
    {more}
  </CommitteePage>
)
const dialog = (change: Partial<Parameters<typeof MessageDialog>[0]> = {}) => (
  <MessageDialog
    row={fixture.outbox.rows[0] as (typeof fixture.outbox.rows)[number]}
    smtp
    reading={idle}
    changing={idle}
    onRead={nothing}
    onChange={nothing}
    onClose={nothing}
    {...change}
  />
)
const wrong = refuse('form-wrong', {
  problems: 'NIK berisi 15 angka, seharusnya 16. Periksa dan lengkapi.',
  'field nik': 'NIK berisi 15 angka, seharusnya 16. Periksa dan lengkapi.',
  'field nik:en': 'The NIK has 15 digits and should have 16. Check it and complete it.',
})
const busy = refuse('document-type', { what: 'KTP', 'what:en': 'Identity card', wanted: 'JPG' })
const own = fixture.verification.appeal as NonNullable<typeof fixture.verification.appeal>

export const stories: Story[] = [
  { name: 'applicant / welcome', render: () => welcome() },
  { name: 'applicant / welcome / with a vacancy', render: () => welcome({}, { vacancy: 'F-01' }) },
  { name: 'applicant / welcome / nothing open', render: () => welcome({ period: null }) },
  {
    name: 'applicant / welcome / wrong password',
    render: () => welcome({}, { doing: refused(refuse('wrong-address')) }),
  },
  { name: 'applicant / register', render: () => register() },
  {
    name: 'applicant / register / refused',
    render: () =>
      register({
        typed: { ...EMPTY_ACCOUNT, name: 'Sari Contoh', birthDate: '1995-03-05', nik: '150804450395001' },
        doing: refused(wrong),
      }),
  },
  { name: 'applicant / register / sending', render: () => register({ doing: sending }) },
  { name: 'applicant / register / unreachable', render: () => register({ doing: { at: 'unreachable' } }) },
  { name: 'applicant / code', render: () => code() },
  { name: 'applicant / code / wrong', render: () => code({ doing: refused(refuse('code-wrong', { left: '4' })) }) },
  { name: 'applicant / code / over', render: () => code({ doing: refused(refuse('code-over')) }) },
  { name: 'applicant / code / new password', render: () => code({ password: true }) },
  {
    name: 'applicant / reset',
    render: () => outside(<ResetScreen vacancy={null} address="" doing={idle} onType={nothing} onSend={nothing} />),
  },
  { name: 'applicant / choose', render: () => inside('application', list()) },
  { name: 'applicant / choose / empty', render: () => inside('application', list({ vacancies: [] })) },
  {
    name: 'applicant / choose / refused',
    render: () =>
      inside('application', list({ doing: refused(refuse('applied-already', { period: 'Pengadaan CPNS 2026' })) })),
  },
  {
    name: 'applicant / step vacancy',
    render: () => step('vacancy', <VacancyStep application={fixture.application} onOther={nothing} />),
  },
  { name: 'applicant / step identity', render: () => step('identity', identity()) },
  {
    name: 'applicant / step identity / disability, no district',
    render: () =>
      step(
        'identity',
        identity({
          ...{ birthDate: '1995-03-05', gender: 'female' },
          disability: { kind: 'sensorik-netra', accommodation: 'netra' },
        }),
        fixture.application,
        { at: 'saving' },
      ),
  },
  {
    name: 'applicant / step identity / two windows',
    render: () => step('identity', identity(), fixture.application, { at: 'differs', fields: ['address'] }),
  },
  {
    name: 'applicant / step education / unmet',
    render: () =>
      step(
        'education',
        <EducationStep
          application={fixture.unmet}
          draft={fixture.unmet.draft}
          programmes={fixture.programmes}
          onChange={nothing}
        />,
        fixture.unmet,
        { at: 'unreachable' },
      ),
  },
  {
    name: 'applicant / step documents',
    render: () => step('documents', <DocumentsStep application={fixture.application} uploads={uploads()} />),
  },
  {
    name: 'applicant / step documents / on their way',
    render: () =>
      step(
        'documents',
        <DocumentsStep
          application={fixture.application}
          uploads={uploads({
            'pas-foto': { at: 'sending', part: 0.42 },
            ktp: { at: 'refused', why: busy },
            ijazah: { at: 'checking' },
            pendukung: { at: 'preparing' },
          })}
        />,
      ),
  },
  { name: 'applicant / step check / incomplete', render: () => check(fixture.application) },
  { name: 'applicant / step check / unmet', render: () => check(fixture.unmet) },
  { name: 'applicant / step check / ready', render: () => check(fixture.whole) },
  {
    name: 'applicant / step check / closed meanwhile',
    render: () =>
      check(
        fixture.whole,
        refused(refuse('registration-closed', { from: '22 November 2026', until: '5 Desember 2026' })),
      ),
  },
  { name: 'applicant / status / submitted', render: () => status(fixture.sent) },
  {
    name: 'applicant / status / not sent in time',
    render: () => status({ ...fixture.application, canEdit: false, today: '2026-12-06' }),
  },
  {
    name: 'applicant / status / candidate',
    render: () => status({ ...fixture.sent, state: 'passed', card: true, canWithdraw: false, today: '2026-12-20' }),
  },
  {
    name: 'applicant / status / failed, may object',
    render: () => status(fixture.failed, { verification: fixture.verification, appeal: appeal(own) }),
  },
  {
    name: 'applicant / status / objected',
    render: () =>
      status(fixture.failed, {
        verification: { ...fixture.verification, appeal: fixture.objected },
        appeal: appeal(fixture.objected),
      }),
  },
  {
    name: 'applicant / status / objection granted',
    render: () => status({ ...fixture.failed, state: 'passed' }, { verification: fixture.verification }),
  },
  {
    name: 'applicant / status / withdrawn',
    render: () => status({ ...fixture.sent, state: 'withdrawn', canWithdraw: false }),
  },
  { name: 'applicant / notices', render: () => inside('notices', <NoticesScreen notices={fixture.notices} />, 1) },
  { name: 'applicant / notices / empty', render: () => inside('notices', <NoticesScreen notices={[]} />) },
  {
    name: 'applicant / account',
    render: () =>
      inside('account', <AccountScreen me={fixture.me} contact="panitia@example.go.id" onLanguage={nothing} />),
  },
  { name: 'messages / waiting', render: () => outbox() },
  {
    name: 'messages / nothing',
    render: () =>
      outbox({
        ...fixture.outbox,
        smtp: true,
        rows: [],
        pages: 1,
        counts: { waiting: 0, failed: 0, sent: 9, shown: 0 },
      }),
  },
  { name: 'messages / asked for a purpose', render: () => outbox(fixture.outbox, dialog()) },
  {
    name: 'messages / read out',
    render: () =>
      outbox(
        fixture.outbox,
        dialog({
          reading: {
            at: 'done',
            reply: {
              row: fixture.outbox.rows[0] as (typeof fixture.outbox.rows)[number],
              address: 'sari@example.id',
              body: 'Kode Anda: 012 345\n\nMasukkan kode ini untuk menyelesaikan pendaftaran akun.',
            },
          },
        }),
      ),
  },
]
