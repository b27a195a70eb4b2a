import type { ProposalRow } from '../../server/protocol/http.ts'
import type { StagePreview, StageRow } from '../../server/protocol/results.ts'
import { ProposeDialog } from '../committee/screens/propose-dialog.tsx'
import { ProposeMany } from '../committee/screens/propose-many.tsx'
import { PublicationsTable } from '../committee/screens/publications.tsx'
import { StageScreen } from '../committee/screens/stage.tsx'
import { StagesScreen } from '../committee/screens/stages.tsx'
import { TieForm } from '../committee/screens/tie-form.tsx'
import { WithdrawDialog } from '../committee/screens/withdraw-dialog.tsx'
import type { Address } from '../shared/address.tsx'
import type { Doing } from '../shared/load.ts'
import { CommitteePage } from './committee-frame.tsx'
import * as fixture from './stages-fixtures.ts'
import type { Story } from './story.ts'

const nothing = () => {}
const idle = { at: 'idle' } as const
const refused = (code: 'results-changed' | 'already-proposed'): Doing<ProposalRow> => ({
  at: 'refused',
  why: { refused: code },
})

const stages = (rows: StageRow[], publications = fixture.publications) => (
  <CommitteePage screen="publications" waiting={2}>
    <StagesScreen stages={rows} publications={<PublicationsTable publications={publications} onWithdraw={nothing} />} />
  </CommitteePage>
)
const stage = (preview: StagePreview, proposed = false, address?: Address, tie: Doing<ProposalRow> = idle) => (
  <CommitteePage screen="publications" address={address}>
    <StageScreen
      preview={preview}
      proposed={proposed}
      ties={preview.undecided.map((one) => <TieForm key={one.vacancy.id} tie={one} doing={tie} onPropose={nothing} />)}
      onPropose={nothing}
    />
  </CommitteePage>
)
const propose = (preview: Parameters<typeof ProposeDialog>[0]['preview'], doing: Doing<ProposalRow> = idle) => (
  <ProposeDialog preview={preview} doing={doing} onPropose={nothing} onNewPreview={nothing} onClose={nothing} />
)
const several = (check: Parameters<typeof ProposeMany>[0]['check'], doing: Doing<ProposalRow> = idle) => (
  <ProposeMany chosen={12} check={check} doing={doing} onPropose={nothing} onAgain={nothing} onClose={nothing} />
)
const withdraw = (doing: Doing<ProposalRow>) => (
  <WithdrawDialog
    publication={fixture.publications[0] as (typeof fixture.publications)[number]}
    doing={doing}
    onWithdraw={nothing}
    onClose={nothing}
  />
)
const ready = [0, 1, 2].map((n) => fixture.checked(n))
const replacing = fixture.skd(57, { replaces: fixture.publications[2] ?? null, changesTotal: 4 })

export const stories: Story[] = [
  { name: 'stages / under way', render: () => stages(fixture.stagesMiddle) },
  { name: 'stages / nothing yet', render: () => stages(fixture.stagesEmpty, []) },
  { name: 'stages / all done', render: () => stages(fixture.stagesDone) },
  { name: 'stages / skd of one vacancy', render: () => stage(fixture.skd()) },
  { name: 'stages / participants', render: () => stage(fixture.participants) },
  { name: 'stages / integration', render: () => stage(fixture.integration) },
  {
    name: 'stages / integration second vacancy',
    render: () => stage(fixture.integration, false, { list: '61010003' }),
  },
  { name: 'stages / integration changed', render: () => stage(fixture.integrationChanged) },
  { name: 'stages / integration same as in force', render: () => stage(fixture.integrationSame) },
  { name: 'stages / integration blocked', render: () => stage(fixture.integrationBlocked) },
  { name: 'stages / integration tied', render: () => stage(fixture.integrationTied) },
  {
    name: 'stages / tie proposed',
    render: () => stage(fixture.integrationTied, false, undefined, { at: 'done', reply: fixture.own }),
  },
  {
    name: 'stages / tie already proposed',
    render: () => stage(fixture.integrationTied, false, undefined, refused('already-proposed')),
  },
  { name: 'stages / integration does not reconcile', render: () => stage(fixture.integrationWrong) },
  { name: 'stages / integration proposed', render: () => stage(fixture.integration, true) },
  { name: 'stages / propose', render: () => propose({ at: 'ready', value: fixture.skd() }) },
  { name: 'stages / propose integration', render: () => propose({ at: 'ready', value: fixture.integrationChanged }) },
  { name: 'stages / propose replaces', render: () => propose({ at: 'ready', value: replacing }) },
  { name: 'stages / propose blocked', render: () => propose({ at: 'ready', value: fixture.integrationBlocked }) },
  { name: 'stages / propose same', render: () => propose({ at: 'ready', value: fixture.integrationSame }) },
  { name: 'stages / propose loading', render: () => propose({ at: 'loading' }) },
  {
    name: 'stages / propose refused',
    render: () =>
      propose({ at: 'refused', why: { refused: 'mixed-rule-sets', detail: { what: 'SKD 2023, SKD 2024' } } }),
  },
  {
    name: 'stages / propose results changed',
    render: () => propose({ at: 'ready', value: fixture.skd() }, refused('results-changed')),
  },
  { name: 'stages / several checking', render: () => several({ at: 'checking', done: 5 }) },
  {
    name: 'stages / several checked',
    render: () => several({ at: 'checked', ready, blocked: [fixture.checkedBlocked] }),
  },
  {
    name: 'stages / several none',
    render: () => several({ at: 'checked', ready: [], blocked: [fixture.checkedBlocked] }),
  },
  {
    name: 'stages / several results changed',
    render: () => several({ at: 'checked', ready, blocked: [] }, refused('results-changed')),
  },
  { name: 'stages / several unreachable', render: () => several({ at: 'unreachable' }) },
  { name: 'stages / withdraw', render: () => withdraw(idle) },
  { name: 'stages / withdraw already proposed', render: () => withdraw(refused('already-proposed')) },
]
