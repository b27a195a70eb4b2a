import type { Import } from '../committee/import.ts'
import { AuditScreen } from '../committee/screens/audit.tsx'
import { BankScreen } from '../committee/screens/bank.tsx'
import { BanksScreen } from '../committee/screens/banks.tsx'
import { CandidatesScreen } from '../committee/screens/candidates.tsx'
import { Importer } from '../committee/screens/importer.tsx'
import { OverviewScreen } from '../committee/screens/overview.tsx'
import { RankingScreen } from '../committee/screens/ranking.tsx'
import { ResultsScreen } from '../committee/screens/results.tsx'
import { SettingsScreen, type StaffTask } from '../committee/screens/settings.tsx'
import { SittingForm } from '../committee/screens/sitting-form.tsx'
import { ExamsScreen, SittingsScreen } from '../committee/screens/sittings.tsx'
import { TestEditor } from '../committee/screens/test-editor.tsx'
import { TestsScreen } from '../committee/screens/tests.tsx'
import { VacanciesScreen } from '../committee/screens/vacancies.tsx'
import { type Draft, draftFor } from '../committee/test-draft.ts'
import type { Address } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import type { Loaded } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { workText } from '../shared/text/committee-work.ts'
import * as fixture from './committee-fixtures.ts'
import { CommitteePage as Page } from './committee-frame.tsx'
import { sitting, WALL_NOW } from './staff-fixtures.ts'
import type { Story } from './story.ts'

const nothing = () => {}
const idle = { at: 'idle' } as const

function ImportPanel({
  state,
  template = true,
  note,
  of = 'rows',
}: {
  state: Import
  template?: boolean
  note?: 'columns'
  of?: 'rows' | 'items'
}) {
  const text = useText(committeeText)
  const work = useText(workText)
  return (
    <Importer
      title={of === 'items' ? work.bank.import : text.candidate.import}
      hint={of === 'items' ? text.import.bankHint : text.import.hint}
      note={of === 'items' ? text.import.bankFormats : note ? text.vacancy.columns : undefined}
      accept=".csv"
      template={template ? '/api/imports/templates/candidates.csv' : undefined}
      state={state}
      onCheck={nothing}
      onCommit={nothing}
      onAgain={nothing}
    />
  )
}
const choosing: Import = { at: 'choosing', problem: null }
const ready = <Value,>(value: Value): Loaded<Value> => ({ at: 'ready', value })

const people = (state: Import, size = 20, total = 1284, address?: Address) => (
  <Page screen="candidates" address={address}>
    <CandidatesScreen
      page={ready(fixture.candidates(size, total))}
      vacancies={fixture.vacancies(6)}
      unseated={84}
      importer={<ImportPanel state={state} />}
      retry={nothing}
    />
  </Page>
)
const editor = (draft: Draft | null, check: Parameters<typeof TestEditor>[0]['check']) => (
  <Page screen="tests">
    <TestEditor
      banks={[fixture.bank(), fixture.subjectBank]}
      ruleSets={fixture.ruleSets}
      draft={draft}
      bank={draft?.bank ?? ''}
      ruleSet={draft?.ruleSet ?? ''}
      check={check}
      doing={idle}
      onChoose={nothing}
      onChange={nothing}
      onSave={nothing}
    />
  </Page>
)
const rule = fixture.ruleSets[0] as NonNullable<(typeof fixture.ruleSets)[0]>
const skdDraft = draftFor(fixture.bank(), rule, 'SKD CPNS 2024')
const quotaDraft: Draft = {
  ...skdDraft,
  blueprint: {
    ...skdDraft.blueprint,
    sections: skdDraft.blueprint.sections.map((section, n) =>
      n === 0
        ? { ...section, topics: [{ value: 'Pancasila', count: 50 }], difficulties: [{ value: '3', count: 5 }] }
        : section,
    ),
  },
}
const subjectDraft = draftFor(fixture.subjectBank, rule, 'Latihan')
const rank = (change: Parameters<typeof fixture.ranking>[1] = {}, size = 57, proposed = false) => (
  <Page screen="results">
    <RankingScreen ranking={fixture.ranking(size, change)} proposed={proposed} onPropose={nothing} />
  </Page>
)
const sittings = [
  sitting({ id: '1', name: 'SKD CPNS 2024 · Sesi 1', state: 'closed', startsAt: WALL_NOW - 86_400_000, seats: 600 }),
  sitting(),
  sitting({ id: '3', name: 'SKD CPNS 2024 · Sesi 3', state: 'scheduled', startsAt: WALL_NOW + 86_400_000 }),
]
const unseated = {
  total: 84,
  sessions: [
    { session: 'Sesi 4', candidates: 60 },
    { session: '', candidates: 24 },
  ],
}
const settings = (task: StaffTask | null) => (
  <Page screen="settings" role="administrator">
    <SettingsScreen
      staff={fixture.staffRows}
      adding={idle}
      changing={task?.kind === 'disable' ? { at: 'refused', why: { refused: 'last-administrator' } } : idle}
      task={task}
      onTask={nothing}
      onAdd={async () => true}
      onChange={nothing}
    />
  </Page>
)
const firstStaff = fixture.staffRows[0] as (typeof fixture.staffRows)[number]

export const stories: Story[] = [
  {
    name: 'committee / overview',
    render: () => (
      <Page screen="overview">
        <OverviewScreen overview={fixture.overview()} />
      </Page>
    ),
  },
  {
    name: 'committee / overview done',
    render: () => (
      <Page screen="overview">
        <OverviewScreen overview={fixture.overview({ next: [], unseated: 0 })} />
      </Page>
    ),
  },
  {
    name: 'committee / overview empty',
    render: () => (
      <Page screen="overview">
        <OverviewScreen
          overview={{
            banks: 0,
            items: 0,
            vacancies: 0,
            candidates: 0,
            unseated: 0,
            tests: 0,
            sittings: [],
            publications: 0,
            next: [{ id: 'Impor formasi.', en: 'Import vacancies.', screen: 'vacancies' }],
          }}
        />
      </Page>
    ),
  },
  {
    name: 'committee / loading',
    render: () => (
      <Page screen="vacancies">
        <Shown title="Formasi" of={{ at: 'loading' }}>
          {() => null}
        </Shown>
      </Page>
    ),
  },
  {
    name: 'committee / unreachable',
    render: () => (
      <Page screen="vacancies">
        <Shown title="Formasi" of={{ at: 'unreachable' }} retry={nothing}>
          {() => null}
        </Shown>
      </Page>
    ),
  },
  {
    name: 'committee / signed out',
    render: () => (
      <Page screen="vacancies">
        <Shown title="Formasi" of={{ at: 'refused', why: { refused: 'sign-in-needed' } }}>
          {() => null}
        </Shown>
      </Page>
    ),
  },
  {
    name: 'committee / vacancies',
    render: () => (
      <Page screen="vacancies">
        <VacanciesScreen vacancies={fixture.vacancies(6)} importer={<ImportPanel state={choosing} />} />
      </Page>
    ),
  },
  {
    name: 'committee / vacancies with extra tests',
    render: () => (
      <Page screen="vacancies">
        <VacanciesScreen
          vacancies={fixture.vacancies(6).map((row, n) => ({
            ...row,
            skbPlan: { extras: n % 2 === 0 ? [{ kind: 'praktik kerja', weight: 25 }] : [] },
            thresholds: (n === 3 ? { teknis: 200, wawancara: 24 } : {}) as Record<string, number>,
          }))}
          importer={<ImportPanel state={choosing} note="columns" />}
        />
      </Page>
    ),
  },
  {
    name: 'committee / vacancies many',
    render: () => (
      <Page screen="vacancies" address={{ 'v.sort': '-candidates' }}>
        <VacanciesScreen vacancies={fixture.vacancies(900)} importer={<ImportPanel state={choosing} />} />
      </Page>
    ),
  },
  {
    name: 'committee / vacancies empty',
    render: () => (
      <Page screen="vacancies">
        <VacanciesScreen vacancies={[]} importer={<ImportPanel state={choosing} />} />
      </Page>
    ),
  },
  { name: 'committee / candidates', render: () => people(choosing) },
  { name: 'committee / candidates empty', render: () => people(choosing, 0, 0) },
  { name: 'committee / candidates none match', render: () => people(choosing, 0, 0, { 'c.q': 'zzz' }) },
  { name: 'committee / import checking', render: () => people({ at: 'checking' }, 3) },
  {
    name: 'committee / import all good',
    render: () => people({ at: 'checked', report: fixture.reportGood, files: [] }, 3),
  },
  {
    name: 'committee / import some refused',
    render: () => people({ at: 'checked', report: fixture.reportMixed, files: [] }, 3),
  },
  {
    name: 'committee / import none good',
    render: () => people({ at: 'checked', report: fixture.reportBad, files: [] }, 3),
  },
  {
    name: 'committee / import done',
    render: () => people({ at: 'done', report: { ...fixture.reportGood, committed: true } }, 3),
  },
  { name: 'committee / import too large', render: () => people({ at: 'choosing', problem: 'too-large' }, 3) },
  {
    name: 'committee / import refused',
    render: () => people({ at: 'choosing', problem: { refused: 'bad-request', detail: { what: 'berkas kosong' } } }, 3),
  },
  {
    name: 'committee / banks',
    render: () => (
      <Page screen="banks">
        <BanksScreen banks={[fixture.bank(), fixture.subjectBank, fixture.emptyBank]} doing={idle} onCreate={nothing} />
      </Page>
    ),
  },
  {
    name: 'committee / banks empty, writer',
    render: () => (
      <Page screen="banks" role="writer">
        <BanksScreen
          banks={[]}
          doing={{ at: 'refused', why: { refused: 'name-taken', detail: { name: 'SKD' } } }}
          onCreate={nothing}
        />
      </Page>
    ),
  },
  {
    name: 'committee / bank',
    render: () => (
      <Page screen="banks">
        <BankScreen
          bank={fixture.bank()}
          items={ready(fixture.items)}
          importer={<ImportPanel state={choosing} template={false} of="items" />}
          canExport
          retry={nothing}
        />
      </Page>
    ),
  },
  {
    name: 'committee / bank import checked',
    render: () => (
      <Page screen="banks">
        <BankScreen
          bank={fixture.bank()}
          items={ready(fixture.items)}
          importer={
            <ImportPanel
              state={{ at: 'checked', report: fixture.reportItems, files: [] }}
              template={false}
              of="items"
            />
          }
          canExport
          retry={nothing}
        />
      </Page>
    ),
  },
  {
    name: 'committee / bank weighted item',
    render: () => (
      <Page screen="banks" address={{ 'i.id': 'i2' }}>
        <BankScreen
          bank={fixture.bank()}
          items={ready(fixture.items)}
          importer={<ImportPanel state={choosing} template={false} of="items" />}
          canExport={false}
          retry={nothing}
        />
      </Page>
    ),
  },
  {
    name: 'committee / bank empty',
    render: () => (
      <Page screen="banks">
        <BankScreen
          bank={fixture.emptyBank}
          items={ready({ ...fixture.items, rows: [], total: 0 })}
          importer={<ImportPanel state={choosing} template={false} of="items" />}
          canExport
          retry={nothing}
        />
      </Page>
    ),
  },
  {
    name: 'committee / tests',
    render: () => (
      <Page screen="tests">
        <TestsScreen tests={[fixture.test]} banks={2} saved />
      </Page>
    ),
  },
  {
    name: 'committee / tests empty, no bank',
    render: () => (
      <Page screen="tests">
        <TestsScreen tests={[]} banks={0} saved={false} />
      </Page>
    ),
  },
  { name: 'committee / test new', render: () => editor(null, { at: 'loading' }) },
  { name: 'committee / test fine', render: () => editor(skdDraft, ready({ problems: [] })) },
  { name: 'committee / test problems and quotas', render: () => editor(quotaDraft, ready(fixture.problems)) },
  { name: 'committee / test by subjects', render: () => editor(subjectDraft, { at: 'loading' }) },
  {
    name: 'committee / sittings',
    render: () => (
      <Page screen="sittings">
        <SittingsScreen sittings={sittings} unseated={unseated} tests={1} />
      </Page>
    ),
  },
  {
    name: 'committee / sittings empty',
    render: () => (
      <Page screen="sittings">
        <SittingsScreen sittings={[]} unseated={{ total: 0, sessions: [] }} tests={0} />
      </Page>
    ),
  },
  {
    name: 'committee / sitting new',
    render: () => (
      <Page screen="sittings">
        <SittingForm tests={[fixture.test]} unseated={unseated} now={WALL_NOW} doing={idle} onSave={nothing} />
      </Page>
    ),
  },
  {
    name: 'committee / exams',
    render: () => (
      <Page screen="exams">
        <ExamsScreen sittings={sittings} />
      </Page>
    ),
  },
  {
    name: 'committee / results',
    render: () => (
      <Page screen="results">
        <ResultsScreen
          vacancies={fixture.vacancies(6)}
          chosen={new Set()}
          proposed={false}
          onChoose={nothing}
          onPropose={nothing}
        />
      </Page>
    ),
  },
  {
    name: 'committee / results chosen',
    render: () => (
      <Page screen="results">
        <ResultsScreen
          vacancies={fixture.vacancies(6).map((row) => ({ ...row, scored: row.candidates, publication: null }))}
          chosen={new Set(['v0', 'v1', 'v3'])}
          proposed={false}
          onChoose={nothing}
          onPropose={nothing}
        />
      </Page>
    ),
  },
  {
    name: 'committee / results proposed',
    render: () => (
      <Page screen="results">
        <ResultsScreen
          vacancies={fixture.vacancies(6)}
          chosen={new Set()}
          proposed
          onChoose={nothing}
          onPropose={nothing}
        />
      </Page>
    ),
  },
  {
    name: 'committee / results empty',
    render: () => (
      <Page screen="results">
        <ResultsScreen vacancies={[]} chosen={new Set()} proposed={false} onChoose={nothing} onPropose={nothing} />
      </Page>
    ),
  },
  { name: 'committee / ranking', render: () => rank() },
  { name: 'committee / ranking many', render: () => rank({}, 1500) },
  { name: 'committee / ranking empty', render: () => rank({ rows: [] }, 0) },
  {
    name: 'committee / ranking sitting open',
    render: () => rank({ openSittings: [{ id: '2', name: 'SKD CPNS 2024 · Sesi 2' }] }),
  },
  {
    name: 'committee / ranking unseated',
    render: () => rank({ unseated: 12, openSittings: [{ id: '2', name: 'SKD CPNS 2024 · Sesi 2' }] }),
  },
  {
    name: 'committee / ranking published',
    render: () => rank({ vacancy: fixture.vacancy(1, { publication: 'p1' }) }),
  },
  { name: 'committee / ranking proposed', render: () => rank({}, 57, true) },
  {
    name: 'committee / audit',
    render: () => (
      <Page screen="audit">
        <AuditScreen page={fixture.audit} before={undefined} />
      </Page>
    ),
  },
  { name: 'committee / settings', render: () => settings(null) },
  { name: 'committee / settings password', render: () => settings({ kind: 'password', staff: firstStaff }) },
  { name: 'committee / settings disable refused', render: () => settings({ kind: 'disable', staff: firstStaff }) },
]
