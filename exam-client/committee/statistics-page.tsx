import type { StatisticsItem, StatisticsSitting, StatisticsView } from '../../server/protocol/item-statistics.ts'
import { useAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { itemStatisticsText } from '../shared/text/item-statistics.ts'
import { StatisticsScreen, StatisticsSittings } from './screens/statistics.tsx'
import { StatisticsItemScreen } from './screens/statistics-item.tsx'

const id = encodeURIComponent

/** Which closed sitting, its items, and one of them: a part of the results. */
export function StatisticsPage() {
  const { address } = useAddress()
  const { sitting, item, of } = address
  if (sitting && item && of) return <ItemPart key={`${sitting} ${of} ${item}`} sitting={sitting} item={item} of={of} />
  return sitting ? <SittingPart key={sitting} sitting={sitting} /> : <SittingsPart />
}

function SittingsPart() {
  const title = useText(itemStatisticsText).title
  const { loaded, reload } = useLoad<StatisticsSitting[]>('/api/statistics')
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(sittings) => <StatisticsSittings sittings={sittings} />}
    </Shown>
  )
}

function SittingPart({ sitting }: { sitting: string }) {
  const title = useText(itemStatisticsText).title
  const { loaded, reload } = useLoad<StatisticsView>(`/api/statistics/${id(sitting)}`)
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(view) => <StatisticsScreen view={view} />}
    </Shown>
  )
}

function ItemPart({ sitting, item, of }: { sitting: string; item: string; of: string }) {
  const title = useText(itemStatisticsText).title
  const path = `/api/statistics/${id(sitting)}/items/${id(item)}?section=${id(of)}`
  const { loaded, reload } = useLoad<StatisticsItem>(path)
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(value) => <StatisticsItemScreen of={value} />}
    </Shown>
  )
}
