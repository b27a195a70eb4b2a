import type { ReactNode } from 'react'
import type { StatisticsItem, StatisticsView } from '../../server/protocol/item-statistics.ts'
import { StatisticsScreen, StatisticsSittings } from '../committee/screens/statistics.tsx'
import { StatisticsItemScreen } from '../committee/screens/statistics-item.tsx'
import type { Address } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import type { Loaded } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { itemStatisticsText } from '../shared/text/item-statistics.ts'
import { CommitteePage } from './committee-frame.tsx'
import * as fixture from './statistics-fixtures.ts'
import type { Story } from './story.ts'

function Whole({ of }: { of: Loaded<StatisticsView> }) {
  const title = useText(itemStatisticsText).title
  return (
    <Shown title={title} of={of} retry={() => {}}>
      {(view) => <StatisticsScreen view={view} />}
    </Shown>
  )
}
const whole = (of: Loaded<StatisticsView>, address?: Address): ReactNode => (
  <CommitteePage screen="results" address={address}>
    <Whole of={of} />
  </CommitteePage>
)
const ready = (value: StatisticsView): Loaded<StatisticsView> => ({ at: 'ready', value })
const item = (of: StatisticsItem): ReactNode => (
  <CommitteePage screen="results">
    <StatisticsItemScreen of={of} />
  </CommitteePage>
)

export const stories: Story[] = [
  {
    name: 'statistics / sittings',
    render: () => (
      <CommitteePage screen="results">
        <StatisticsSittings sittings={fixture.sittings} />
      </CommitteePage>
    ),
  },
  {
    name: 'statistics / sittings / none',
    render: () => (
      <CommitteePage screen="results">
        <StatisticsSittings sittings={[]} />
      </CommitteePage>
    ),
  },
  { name: 'statistics / items', render: () => whole(ready(fixture.view())) },
  { name: 'statistics / items / need a look', render: () => whole(ready(fixture.view()), { flag: 'look' }) },
  { name: 'statistics / items / fine', render: () => whole(ready(fixture.fine)) },
  { name: 'statistics / items / few candidates', render: () => whole(ready(fixture.small)) },
  {
    name: 'statistics / items / no scores',
    render: () => whole(ready(fixture.view({ candidates: 0, rows: [], sections: [], earlier: [] }))),
  },
  { name: 'statistics / items / loading', render: () => whole({ at: 'loading' }) },
  { name: 'statistics / items / unreachable', render: () => whole({ at: 'unreachable' }) },
  {
    name: 'statistics / items / sitting running',
    render: () =>
      whole({ at: 'refused', why: { refused: 'sitting-running', detail: { name: 'SKD CPNS 2024 · Sesi 3' } } }),
  },
  { name: 'statistics / item / key in doubt', render: () => item(fixture.doubtful) },
  { name: 'statistics / item / nothing unusual', render: () => item(fixture.good) },
  { name: 'statistics / item / weights', render: () => item(fixture.weighted) },
]
