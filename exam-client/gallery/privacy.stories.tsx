import type { ReactNode } from 'react'
import type {
  BreachCase,
  BreachRow,
  ErasureProof,
  ErasureRow,
  PersonCard,
  PersonRow,
  RetentionRow,
  ViewLine,
} from '../../server/protocol/privacy.ts'
import { BreachForm } from '../committee/screens/privacy-breach-form.tsx'
import {
  BreachCaseScreen,
  BreachesTable,
  BreachPanel,
  type BreachTask,
} from '../committee/screens/privacy-breaches.tsx'
import { PrivacyFrame } from '../committee/screens/privacy-frame.tsx'
import { KeepingTables, type KeepingTask } from '../committee/screens/privacy-keeping.tsx'
import { PersonScreen, type PersonTask, SearchPanel } from '../committee/screens/privacy-person.tsx'
import { ViewsTable } from '../committee/screens/privacy-views.tsx'
import type { Doing, Loaded } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { CommitteePage } from './committee-frame.tsx'
import type { Story } from './story.ts'

const HOUR = 3_600_000
const NOW = Date.UTC(2027, 2, 8, 3, 20)
const nothing = () => {}
const idle = { at: 'idle' } as const

const breach = (number: number, title: string, hours: number | null, count: number, closed = false): BreachRow => ({
  ...{
    id: `b${number}`,
    number,
    title,
    count,
    foundAt: NOW - (72 - (hours ?? 0)) * HOUR,
    dueAt: NOW + (hours ?? 0) * HOUR,
  },
  ...{ leftMs: hours === null ? null : hours * HOUR, authorityAt: null, peopleAt: null, closedAt: closed ? NOW : null },
})
const breaches: BreachRow[] = [
  breach(4, 'Surel pengumuman terkirim dengan semua alamat terlihat', -5.5, 212),
  breach(5, 'Laptop verifikator hilang di perjalanan', 41.25, 37),
  breach(3, 'Cetakan daftar hadir tertinggal di ruang rapat', null, 20),
  breach(2, 'Akun penguji lama masih aktif', null, 1, true),
]

const due = (
  people = 0,
  kept: RetentionRow['due']['kept'] = {},
  until: string | null = '2026-02-05',
): RetentionRow['due'] => ({
  ...{ people, kept, until },
})
const settled = { source: 'JRA Kepegawaian 2026, butir 4.2', version: 1, setBy: 'panitia', setAt: NOW }
const unsettled = { days: null, source: '', version: 0, setBy: null, setAt: null, due: due(0, {}, null) }
const retention: RetentionRow[] = [
  {
    class: 'drafts',
    basis: 'public-task',
    event: 'registration-end',
    deed: 'erase',
    days: 90,
    ...settled,
    due: due(48),
  },
  {
    class: 'face',
    basis: 'public-task',
    event: 'period-end',
    deed: 'erase',
    days: 365,
    ...settled,
    due: due(1204, { hold: 2, objection: 1 }),
  },
  { class: 'documents', basis: 'public-task', event: 'period-end', deed: 'erase', days: 730, ...settled, due: due() },
  { class: 'notices', basis: 'public-task', event: 'written', deed: 'erase', ...unsettled },
  { class: 'person', basis: 'legal-duty', event: 'period-end', deed: 'anonymise', ...unsettled },
]
const counts = { documents: 0, photos: 0, messages: 0, applications: 0, accounts: 0, candidates: 0 }
const erasures: ErasureRow[] = [
  {
    ...{
      id: 'e2',
      ordinal: 2,
      class: 'face',
      cause: 'retention',
      people: 860,
      reason: 'lewat',
      source: settled.source,
      at: NOW,
    },
    ...{ proposedBy: 'panitia', approvedBy: 'sekretaris', states: { waiting: 318, files: 1, done: 540, held: 1 } },
    counts: { ...counts, documents: 1082, photos: 541 },
  },
  {
    ...{
      id: 'e1',
      ordinal: 1,
      class: 'person',
      cause: 'request',
      people: 1,
      reason: 'permintaan',
      at: NOW - 90 * HOUR,
    },
    source: 'UU 27/2022 Pasal 8, 43, 44',
    ...{ proposedBy: 'panitia', approvedBy: 'sekretaris', states: { waiting: 0, files: 0, done: 1, held: 0 } },
    counts: { ...counts, documents: 7, messages: 4, applications: 1, accounts: 1 },
  },
]
const proof = (left: number): ErasureProof => ({
  ...{ at: NOW, people: 540 },
  left: [
    { what: 'documents', count: 0 },
    { what: 'files', count: left },
    { what: 'photos', count: 0 },
  ],
})

const person: PersonCard = {
  ...{ id: 'p1', name: 'Sari Contoh', nik: '1508••••••••••01', numbers: ['26-000017-4', '2600000174'], erased: false },
  ...{ account: true, email: 's••••@c•••.id', phone: '+628••••••890', createdAt: NOW - 2000 * HOUR, frozen: true },
  holds: [
    {
      ...{ id: 'h1', person: 'p1', number: '26-000017-4', reason: 'Gugatan TUN 12/G/2027', until: '2027-12-31' },
      ...{ placedAt: NOW, placedBy: 'panitia', liftedAt: null, liftedBy: null, liftedWhy: null, inForce: true },
    },
  ],
  views: [
    { at: NOW - 30 * HOUR, viewer: 'verifikator', purpose: 'menjawab telepon pelamar', of: 'record' },
    { at: NOW - 50 * HOUR, viewer: 'panitia', purpose: 'permintaan tertulis 12/2027', of: 'copy' },
  ],
  requests: [
    {
      kind: 'correction',
      fields: ['name', 'email'],
      reason: 'salah ketik',
      at: NOW - 20 * HOUR,
      actor: 'panitia',
      approvedBy: 'sekretaris',
    },
    {
      kind: 'copy',
      fields: [],
      reason: 'permintaan tertulis 12/2027',
      at: NOW - 50 * HOUR,
      actor: 'panitia',
      approvedBy: null,
    },
  ],
  erasures: [],
  kept: 'hold',
}
const plain: PersonCard = { ...person, holds: [], views: [], requests: [], kept: null, frozen: false }
const gone: PersonCard = {
  ...plain,
  ...{ name: '(dihapus)', nik: '', email: null, phone: null, erased: true },
  erasures: [{ ordinal: 1, class: 'person', state: 'done', at: NOW - 90 * HOUR }],
}
const rows: PersonRow[] = [
  { id: 'p1', name: 'Sari Contoh', nik: '1508••••••••••01', numbers: ['26-000017-4', '2600000174'], erased: false },
  { id: 'p2', name: 'Sari Contoh Wijaya', nik: '1509••••••••••42', numbers: [], erased: false },
]
const lines: ViewLine[] = Array.from({ length: 12 }, (_, at) => ({
  ...{ seq: 900 - at, at: NOW - at * 7 * HOUR, viewer: at % 3 === 0 ? 'panitia' : 'verifikator' },
  ...{ subject: `26-0000${10 + at}-${at % 10}`, of: at % 5 === 4 ? 'message' : at % 3 === 0 ? 'copy' : 'record' },
  purpose: at % 5 === 4 ? 'membacakan kode lewat telepon' : at % 3 === 0 ? 'permintaan tertulis' : 'verifikasi berkas',
}))

const content: BreachCase['content'] = {
  title: 'Laptop verifikator hilang di perjalanan',
  how: 'Laptop dengan ekspor pelamar hilang di bus pada 6 Maret malam. Diskanya terkunci; layarnya mungkin belum.',
  classes: ['identity', 'contact'],
  count: 37,
  whose: { kind: 'numbers', numbers: ['26-000017-4', '26-000018-2'] },
  measures: 'Akun dicabut, kata sandi diganti, laporan polisi dibuat, ekspor lain ditarik.',
  advice: 'Waspadai telepon yang mengaku panitia. Panitia tidak pernah meminta kata sandi.',
  publicNotice: false,
}
const running: BreachCase = {
  ...breach(5, content.title, 41.25, 37),
  ...{ version: 1, content, reachable: 37, told: 0 },
  story: [{ at: NOW - 30 * HOUR, actor: 'panitia', kind: 'opened', detail: content.title }],
  texts: {
    people: {
      id: 'Kami memberitahukan kegagalan pelindungan data pribadi yang menyangkut Anda.\n\nData yang terungkap: nama, NIK.',
      en: 'We inform you of a failure to protect personal data that concerns you.\n\nData exposed: name, NIK.',
    },
    authority: 'PEMBERITAHUAN TERTULIS',
    public: null,
  },
}
const told: BreachCase = {
  ...running,
  ...{ leftMs: null, peopleAt: NOW - 3 * HOUR, authorityAt: NOW - 2 * HOUR, told: 37 },
  texts: { ...running.texts, public: 'Panitia memberitahukan kegagalan pelindungan data pribadi.' },
  story: [
    ...running.story,
    { at: NOW - 3 * HOUR, actor: 'panitia', kind: 'people', detail: '37' },
    { at: NOW - 2 * HOUR, actor: 'panitia', kind: 'authority', detail: 'Surat 800/12/2027' },
  ],
}

const frame = (tab: 'person' | 'views' | 'keeping' | 'breaches', children: ReactNode) => (
  <CommitteePage screen="privacy" address={{ tab }}>
    <PrivacyFrame tab={tab} breaches={breaches} retention={retention}>
      {children}
    </PrivacyFrame>
  </CommitteePage>
)
const search = (doing: Doing<PersonRow[]>) => frame('person', <SearchPanel doing={doing} onSearch={nothing} />)
const card = (
  of: PersonCard,
  {
    task = null,
    doing = idle,
    done = null,
  }: { task?: PersonTask | null; doing?: Doing<unknown>; done?: 'copied' | 'proposed' | null } = {},
) =>
  frame(
    'person',
    <PersonScreen
      card={of}
      task={task}
      doing={doing}
      done={done}
      onTask={nothing}
      onCopy={nothing}
      onCorrect={nothing}
      onHold={nothing}
      onLift={nothing}
      onErase={nothing}
    />,
  )
const keeping = (
  of: RetentionRow[],
  done: ErasureRow[],
  task: KeepingTask | null = null,
  found: Loaded<ErasureProof> = { at: 'loading' },
) =>
  frame(
    'keeping',
    <KeepingTables
      rows={of}
      erasures={done}
      task={task}
      doing={idle}
      proof={found}
      onTask={nothing}
      onSettle={nothing}
      onPropose={nothing}
    />,
  )
const one = (of: BreachCase, task: BreachTask | null = null, doing: Doing<unknown> = idle) =>
  frame(
    'breaches',
    <BreachCaseScreen
      of={of}
      letter="#"
      task={task}
      doing={doing}
      onTask={nothing}
      onTell={nothing}
      onAuthority={nothing}
      onClose={nothing}
    />,
  )
const face = retention[1] as RetentionRow

export const stories: Story[] = [
  { name: 'privacy / search', render: () => search(idle) },
  { name: 'privacy / found', render: () => search({ at: 'done', reply: rows }) },
  { name: 'privacy / found nobody', render: () => search({ at: 'done', reply: [] }) },
  { name: 'privacy / search unreachable', render: () => search({ at: 'unreachable' }) },
  { name: 'privacy / person', render: () => card(person, { done: 'copied' }) },
  { name: 'privacy / person plain', render: () => card(plain) },
  { name: 'privacy / person erased', render: () => card(gone) },
  { name: 'privacy / copy', render: () => card(plain, { task: 'copy' }) },
  { name: 'privacy / correct', render: () => card(plain, { task: 'correct' }) },
  {
    name: 'privacy / correct refused',
    render: () => card(person, { task: 'correct', doing: { at: 'refused', why: { refused: 'address-taken' } } }),
  },
  { name: 'privacy / hold', render: () => card(plain, { task: 'hold' }) },
  { name: 'privacy / erase', render: () => card(plain, { task: 'erase' }) },
  { name: 'privacy / lift', render: () => card(person, { task: person.holds[0] ?? null }) },
  {
    name: 'privacy / views',
    render: () =>
      frame('views', <ViewsTable page={{ rows: lines, total: 12, page: 1, pageSize: 12 }} before={undefined} />),
  },
  {
    name: 'privacy / views none',
    render: () =>
      frame('views', <ViewsTable page={{ rows: [], total: 0, page: 1, pageSize: 100 }} before={undefined} />),
  },
  {
    name: 'privacy / loading',
    render: () => frame('keeping', <Shown of={{ at: 'loading' } as Loaded<RetentionRow[]>}>{() => null}</Shown>),
  },
  { name: 'privacy / keeping', render: () => keeping(retention, erasures) },
  {
    name: 'privacy / keeping none',
    render: () =>
      keeping(
        retention.map((row) => ({ ...row, ...unsettled })),
        [],
      ),
  },
  { name: 'privacy / settle', render: () => keeping(retention, erasures, { kind: 'settle', row: face }) },
  { name: 'privacy / propose', render: () => keeping(retention, erasures, { kind: 'propose', row: face }) },
  {
    name: 'privacy / proof',
    render: () =>
      keeping(
        retention,
        erasures,
        { kind: 'proof', erasure: erasures[0] as ErasureRow },
        { at: 'ready', value: proof(0) },
      ),
  },
  {
    name: 'privacy / proof left',
    render: () =>
      keeping(
        retention,
        erasures,
        { kind: 'proof', erasure: erasures[0] as ErasureRow },
        { at: 'ready', value: proof(2) },
      ),
  },
  { name: 'privacy / breaches', render: () => frame('breaches', <BreachesTable rows={breaches} onNew={nothing} />) },
  { name: 'privacy / breaches none', render: () => frame('breaches', <BreachesTable rows={[]} onNew={nothing} />) },
  {
    name: 'privacy / breach new',
    render: () =>
      frame(
        'breaches',
        <BreachForm periods={[{ id: 'p', name: 'CPNS 2026' }]} doing={idle} onSave={nothing} onCancel={nothing} />,
      ),
  },
  {
    name: 'privacy / breach edit',
    render: () =>
      frame('breaches', <BreachForm of={running} periods={[]} doing={idle} onSave={nothing} onCancel={nothing} />),
  },
  { name: 'privacy / breach', render: () => one(running) },
  { name: 'privacy / breach told', render: () => one(told) },
  { name: 'privacy / breach tell', render: () => one(running, 'tell') },
  { name: 'privacy / breach close', render: () => one(told, 'close') },
  {
    name: 'privacy / clock',
    render: () => (
      <CommitteePage screen="overview">
        <BreachPanel breaches={breaches.slice(0, 2)} />
      </CommitteePage>
    ),
  },
]
