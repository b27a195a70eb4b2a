import type { ReactNode } from 'react'
import type { PeriodRow, PeriodVacancy } from '../../server/protocol/vacancies.ts'
import { ProposedNotice } from '../committee/looked-at.tsx'
import { EffectDialog } from '../committee/screens/effect-dialog.tsx'
import { Grants, type Taken } from '../committee/screens/grants.tsx'
import { PeriodEditor } from '../committee/screens/period-editor.tsx'
import { NoPeriod, PeriodVacancies, VacanciesFrame, type VacancyTab } from '../committee/screens/period-vacancies.tsx'
import { PeriodsScreen } from '../committee/screens/periods.tsx'
import { VacancyEditor } from '../committee/screens/vacancy-editor.tsx'
import { draftOf } from '../committee/vacancy-draft.ts'
import type { Doing } from '../shared/load.ts'
import { CommitteePage } from './committee-frame.tsx'
import * as fixture from './needs-fixtures.ts'
import { ruleSets } from './rules-fixtures.ts'
import type { Story } from './story.ts'

const nothing = () => {}
const idle = { at: 'idle' } as const
const needTypes = [
  { id: 'umum', title: 'Umum' },
  { id: 'disabilitas', title: 'Penyandang disabilitas' },
]

const periods = (rows: PeriodRow[]): ReactNode => (
  <CommitteePage screen="periods">
    <PeriodsScreen periods={rows} />
  </CommitteePage>
)
const period = (row: PeriodRow | null, more: { doing?: Doing<unknown>; notice?: ReactNode } = {}): ReactNode => (
  <CommitteePage screen="periods">
    <PeriodEditor
      period={row}
      draft={{
        name: row?.name ?? '',
        settings: row?.settings ?? {
          ...fixture.settings,
          decree: '',
          stages: fixture.settings.stages.map((one) => ({ ...one, from: '', until: '' })),
        },
      }}
      ruleSets={ruleSets}
      doing={more.doing ?? idle}
      notice={more.notice}
      onDraft={nothing}
      onSave={nothing}
      onLayOut={nothing}
      onAct={nothing}
      onRemove={nothing}
    />
  </CommitteePage>
)
const frame = (
  tab: VacancyTab,
  children: ReactNode,
  vacancies = fixture.vacancies,
  row = fixture.draftPeriod,
  grants = fixture.grants,
): ReactNode => (
  <CommitteePage screen="vacancies">
    <VacanciesFrame
      periods={[fixture.draftPeriod, fixture.openPeriod, fixture.closedPeriod]}
      period={row}
      vacancies={vacancies}
      grants={grants}
      tab={tab}
    >
      {children}
    </VacanciesFrame>
  </CommitteePage>
)
const grantsOf = (taken: Taken, doing: Doing<{ made: number }> = idle, grants = fixture.grants, closed = false) =>
  frame(
    'grants',
    <Grants
      grants={grants}
      needTypes={needTypes}
      needType="umum"
      taken={taken}
      doing={doing}
      closed={closed}
      onNeedType={nothing}
      onTaken={nothing}
      onMake={nothing}
    />,
    fixture.vacancies,
    closed ? fixture.closedPeriod : fixture.draftPeriod,
    grants,
  )
const vacancy = (
  row: PeriodVacancy,
  more: {
    doing?: Doing<unknown>
    notice?: ReactNode
    closed?: boolean
    part?: Partial<ReturnType<typeof draftOf>>
  } = {},
): ReactNode => (
  <CommitteePage screen="vacancies">
    <VacancyEditor
      periodId="per2"
      vacancy={row}
      draft={{ ...draftOf(row), ...more.part }}
      needTypes={needTypes}
      stated={['teknis']}
      documents={fixture.settings.documents}
      programmes={fixture.programmes}
      versions={row.state === 'open' ? fixture.versions : []}
      closed={more.closed ?? false}
      doing={more.doing ?? idle}
      notice={more.notice}
      onDraft={nothing}
      onSave={nothing}
      onRemove={nothing}
    />
  </CommitteePage>
)
const of = (at: number) => fixture.vacancies[at] as PeriodVacancy
const effects = {
  title: { id: 'Umumkan 3 formasi CPNS 2027', en: 'Publish 3 vacancies of CPNS 2027' },
  effect: [
    {
      id: '6 kebutuhan tampil untuk umum setelah periode dibuka.',
      en: '6 places are shown to the public when the period is opened.',
    },
    {
      id: 'PRWT-PKM-01: Perawat Terampil, Puskesmas Air Gemuruh, 2',
      en: 'PRWT-PKM-01: Perawat Terampil, Puskesmas Air Gemuruh, 2',
    },
  ],
}
const dialog = (look: Parameters<typeof EffectDialog>[0]['look']): ReactNode =>
  frame(
    'period',
    <EffectDialog
      title="Umumkan formasi"
      look={look}
      doing={idle}
      onPropose={nothing}
      onAgain={nothing}
      onClose={nothing}
    />,
  )

export const stories: Story[] = [
  { name: 'periods / list', render: () => periods([fixture.draftPeriod, fixture.openPeriod, fixture.closedPeriod]) },
  { name: 'periods / nothing yet', render: () => periods([]) },
  { name: 'periods / new', render: () => period(null) },
  { name: 'periods / draft with problems', render: () => period(fixture.lackingPeriod) },
  { name: 'periods / ready to open', render: () => period(fixture.draftPeriod, { doing: { at: 'done', reply: {} } }) },
  { name: 'periods / open, change proposed', render: () => period(fixture.openPeriod, { notice: <ProposedNotice /> }) },
  { name: 'periods / closed', render: () => period(fixture.closedPeriod) },
  {
    name: 'periods / name taken',
    render: () =>
      period(fixture.draftPeriod, {
        doing: { at: 'refused', why: { refused: 'name-taken', detail: { name: 'CPNS 2027' } } },
      }),
  },
  {
    name: 'formation / of a period',
    render: () =>
      frame(
        'period',
        <PeriodVacancies
          periodId="per2"
          vacancies={fixture.vacancies}
          chosen={new Set(['v4', 'v6'])}
          onChosen={nothing}
          onPublish={nothing}
        />,
        fixture.vacancies,
        fixture.draftPeriod,
        [],
      ),
  },
  {
    name: 'formation / nothing yet',
    render: () =>
      frame(
        'period',
        <PeriodVacancies periodId="per2" vacancies={[]} chosen={new Set()} onChosen={nothing} onPublish={nothing} />,
        [],
        fixture.draftPeriod,
        [],
      ),
  },
  {
    name: 'formation / no period',
    render: () => (
      <CommitteePage screen="vacancies">
        <NoPeriod />
      </CommitteePage>
    ),
  },
  {
    name: 'formation / grants',
    render: () => grantsOf({ [fixture.grants[0]?.request ?? '']: '1', [fixture.grants[2]?.request ?? '']: '9' }),
  },
  { name: 'formation / grants / made', render: () => grantsOf({}, { at: 'done', reply: { made: 5 } }) },
  { name: 'formation / grants / nothing granted', render: () => grantsOf({}, idle, []) },
  { name: 'formation / grants / period closed', render: () => grantsOf({}, idle, fixture.grants, true) },
  { name: 'formation / one / draft with problems', render: () => vacancy(of(5)) },
  { name: 'formation / one / ready', render: () => vacancy(of(4), { doing: { at: 'done', reply: {} } }) },
  {
    name: 'formation / one / wrong fields',
    render: () =>
      vacancy(of(4), { part: { need: '0', gpaMin: '5', ageMin: 'muda', extras: [{ kind: 'praktik', weight: '' }] } }),
  },
  {
    name: 'formation / one / more than granted',
    render: () =>
      vacancy(of(4), {
        doing: {
          at: 'refused',
          why: {
            refused: 'over-granted',
            detail: { position: 'Perawat Terampil, Puskesmas Air Gemuruh', granted: '3', free: '1' },
          },
        },
      }),
  },
  {
    name: 'formation / one / published, change proposed',
    render: () => vacancy(of(0), { notice: <ProposedNotice /> }),
  },
  { name: 'formation / one / period closed', render: () => vacancy(of(0), { closed: true }) },
  { name: 'formation / publish', render: () => dialog({ at: 'ready', value: effects }) },
  {
    name: 'formation / publish / not ready',
    render: () =>
      dialog({
        at: 'refused',
        why: {
          refused: 'vacancies-not-ready',
          detail: {
            problems: 'PRWT-PKM-01: Pendidikan yang diminta belum dipilih.',
            'problems:en': 'PRWT-PKM-01: No education is chosen.',
          },
        },
      }),
  },
]
