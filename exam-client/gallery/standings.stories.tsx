import type { CandidateRow, Page } from '../../server/protocol/http.ts'
import type { StandingRow } from '../../server/protocol/results.ts'
import type { Import } from '../committee/import.ts'
import { Importer } from '../committee/screens/importer.tsx'
import { type Chosen, StandingForm } from '../committee/screens/standing-form.tsx'
import { OutsideScoresTable, StandingsScreen, StandingsTable } from '../committee/screens/standings.tsx'
import type { Address } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import type { Loaded } from '../shared/load.ts'
import { committeeText } from '../shared/text/committee.ts'
import { standingsText } from '../shared/text/standings.ts'
import { candidates } from './committee-fixtures.ts'
import { CommitteePage } from './committee-frame.tsx'
import * as fixture from './stages-fixtures.ts'
import type { Story } from './story.ts'

const nothing = () => {}
const idle = { at: 'idle' } as const
const ready = (page: Page<CandidateRow>): Loaded<Page<CandidateRow>> => ({ at: 'ready', value: page })
const first = fixture.standings[0] as StandingRow
const fresh: Chosen = { candidate: 'c9', number: '24-61-000010', name: 'Putri Maharani', vacancyCode: '61010004' }

const standings = (
  change: Partial<Parameters<typeof StandingForm>[0]> = {},
  rows: StandingRow[] = fixture.standings,
  address?: Address,
) => (
  <CommitteePage screen="standings" address={address}>
    <StandingsScreen tab="standings">
      <StandingForm
        search=""
        found={null}
        chosen={null}
        now={null}
        doing={idle}
        onSearch={nothing}
        onChoose={nothing}
        onSave={nothing}
        retry={nothing}
        {...change}
      />
      <StandingsTable standings={rows} onEdit={nothing} />
    </StandingsScreen>
  </CommitteePage>
)

function Outside({ state, empty = false }: { state: Import; empty?: boolean }) {
  const text = useText(standingsText).outside
  const hint = useText(committeeText).import.hint
  return (
    <CommitteePage screen="standings" address={{ tab: 'outside' }}>
      <StandingsScreen tab="outside">
        <Importer
          title={text.import}
          hint={hint}
          note={text.note}
          accept=".csv,.xlsx"
          template="/api/outside-scores/template.csv"
          state={state}
          onCheck={nothing}
          onCommit={nothing}
          onAgain={nothing}
        />
        <OutsideScoresTable scores={empty ? [] : fixture.outsideScores} />
      </StandingsScreen>
    </CommitteePage>
  )
}

export const stories: Story[] = [
  { name: 'standings / list', render: () => standings() },
  { name: 'standings / history', render: () => standings({}, fixture.standings, { 's.show': 'history' }) },
  { name: 'standings / empty', render: () => standings({}, []) },
  {
    name: 'standings / found',
    render: () => standings({ search: 'rahma', found: ready(candidates(6, 14)) }),
  },
  {
    name: 'standings / found none',
    render: () => standings({ search: 'zzz', found: ready(candidates(0)) }),
  },
  {
    name: 'standings / found unreachable',
    render: () => standings({ search: 'rahma', found: { at: 'unreachable' } }),
  },
  { name: 'standings / new', render: () => standings({ chosen: fresh }) },
  { name: 'standings / change', render: () => standings({ chosen: first, now: first }) },
  {
    name: 'standings / refused',
    render: () =>
      standings({
        chosen: fresh,
        doing: { at: 'refused', why: { refused: 'not-found', detail: { what: 'Peserta' } } },
      }),
  },
  { name: 'standings / saved', render: () => standings({ doing: { at: 'done', reply: first } }) },
  { name: 'standings / outside scores', render: () => <Outside state={{ at: 'choosing', problem: null }} /> },
  {
    name: 'standings / outside scores empty',
    render: () => <Outside state={{ at: 'choosing', problem: null }} empty />,
  },
  {
    name: 'standings / outside scores checked',
    render: () => <Outside state={{ at: 'checked', report: fixture.outsideReport, files: [] }} />,
  },
  {
    name: 'standings / outside scores done',
    render: () => <Outside state={{ at: 'done', report: { ...fixture.outsideReport, committed: true } }} />,
  },
]
