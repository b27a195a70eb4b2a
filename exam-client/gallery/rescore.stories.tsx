import type { ReactNode } from 'react'
import type { ProposalRow } from '../../server/protocol/http.ts'
import type { RescoreItems, RescorePreview } from '../../server/protocol/rescoring.ts'
import type { Draft } from '../committee/rescore-draft.ts'
import { RescoreFind } from '../committee/screens/rescore-find.tsx'
import { RescoreHistory } from '../committee/screens/rescore-history.tsx'
import { RescorePreviewScreen } from '../committee/screens/rescore-preview.tsx'
import { RescoreStudy } from '../committee/screens/rescore-study.tsx'
import type { Address } from '../shared/address.tsx'
import type { Doing, Loaded } from '../shared/load.ts'
import { CommitteePage } from './committee-frame.tsx'
import * as fixture from './rescore-fixtures.ts'
import type { Story } from './story.ts'

const nothing = () => {}

const find = (
  items: Loaded<RescoreItems>,
  more: { draft?: Draft; proposed?: ProposalRow; address?: Address } = {},
): ReactNode => (
  <CommitteePage screen="rescoring" address={more.address}>
    <RescoreFind
      items={items}
      draft={more.draft ?? []}
      proposed={more.proposed ?? null}
      onRemove={nothing}
      retry={nothing}
    />
  </CommitteePage>
)
const ready = (value: RescoreItems): Loaded<RescoreItems> => ({ at: 'ready', value })

const study = (value: Parameters<typeof RescoreStudy>[0]['study'], draft: Draft = []): ReactNode => (
  <CommitteePage screen="rescoring">
    <RescoreStudy study={value} draft={draft} onTake={nothing} />
  </CommitteePage>
)

const preview = (
  value: RescorePreview,
  more: { doing?: Doing<ProposalRow>; busy?: boolean; csvFailed?: boolean; address?: Address } = {},
): ReactNode => (
  <CommitteePage screen="rescoring" address={more.address}>
    <RescorePreviewScreen
      preview={value}
      busy={more.busy ?? false}
      doing={more.doing ?? { at: 'idle' }}
      csvFailed={more.csvFailed}
      onCsv={nothing}
      onAgain={nothing}
      onPropose={nothing}
    />
  </CommitteePage>
)
const refused = (code: 'results-changed' | 'already-proposed' | 'scores-on-the-way'): Doing<ProposalRow> => ({
  at: 'refused',
  why: { refused: code, detail: { name: 'SKD CPNS 2024 · Sesi 2', count: '3' } },
})
const history = (rows: Parameters<typeof RescoreHistory>[0]['rows']): ReactNode => (
  <CommitteePage screen="rescoring">
    <RescoreHistory rows={rows} />
  </CommitteePage>
)

export const stories: Story[] = [
  { name: 'rescore / find', render: () => find(ready(fixture.found)) },
  { name: 'rescore / find / loading', render: () => find({ at: 'loading' }) },
  { name: 'rescore / find / unreachable', render: () => find({ at: 'unreachable' }) },
  {
    name: 'rescore / find / none',
    render: () => find(ready({ ...fixture.found, rows: [], total: 0 }), { address: { 'f.q': 'fotosintesis' } }),
  },
  {
    name: 'rescore / find / by number',
    render: () => find(ready(fixture.byNumber), { address: { 'f.candidate': '24-61-000003', 'f.number': '41' } }),
  },
  {
    name: 'rescore / find / no such candidate',
    render: () =>
      find(
        { at: 'refused', why: { refused: 'not-found', detail: { what: 'Peserta 24-61-999999' } } },
        { address: { 'f.candidate': '24-61-999999', 'f.number': '41' } },
      ),
  },
  { name: 'rescore / find / with draft', render: () => find(ready(fixture.found), { draft: fixture.draft }) },
  { name: 'rescore / find / proposed', render: () => find(ready(fixture.found), { proposed: fixture.proposed }) },
  { name: 'rescore / study', render: () => study(fixture.study(0)) },
  { name: 'rescore / study / weights', render: () => study(fixture.study(1)) },
  { name: 'rescore / study / mended before', render: () => study(fixture.mended) },
  { name: 'rescore / study / in the draft', render: () => study(fixture.study(0), fixture.draft) },
  { name: 'rescore / study / proposal open', render: () => study(fixture.study(0, { proposal: 'k3' })) },
  {
    name: 'rescore / study / draft of another bank',
    render: () =>
      study(
        fixture.study(0),
        fixture.draft.map((one) => ({ ...one, bank: 'b2' })),
      ),
  },
  {
    name: 'rescore / study / never used',
    render: () =>
      study(
        fixture.study(2, {
          sittings: [],
          figures: { had: 0, blank: 0, facility: null, discrimination: null, options: [] },
        }),
      ),
  },
  { name: 'rescore / preview', render: () => preview(fixture.preview()) },
  { name: 'rescore / preview / skb', render: () => preview(fixture.skbPreview) },
  { name: 'rescore / preview / nobody', render: () => preview(fixture.nobody) },
  {
    name: 'rescore / preview / filter without rows',
    render: () => preview(fixture.preview({ rows: [], matching: 0 }), { address: { show: 'cut' } }),
  },
  { name: 'rescore / preview / busy', render: () => preview(fixture.preview(), { busy: true }) },
  { name: 'rescore / preview / csv failed', render: () => preview(fixture.preview(), { csvFailed: true }) },
  {
    name: 'rescore / preview / sending',
    render: () => preview(fixture.preview(), { doing: { at: 'sending', tries: 1 } }),
  },
  {
    name: 'rescore / preview / results changed',
    render: () => preview(fixture.preview(), { doing: refused('results-changed') }),
  },
  {
    name: 'rescore / preview / already proposed',
    render: () => preview(fixture.preview(), { doing: refused('already-proposed') }),
  },
  {
    name: 'rescore / preview / scores on the way',
    render: () => preview(fixture.preview(), { doing: refused('scores-on-the-way') }),
  },
  { name: 'rescore / history', render: () => history(fixture.history) },
  { name: 'rescore / history / empty', render: () => history([]) },
]
