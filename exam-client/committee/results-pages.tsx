import { useMemo, useState } from 'react'
import type { ProposalRow, RankingView, VacancyRow } from '../../server/protocol/http.ts'
import type { StagePreview } from '../../server/protocol/results.ts'
import { useAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { type Checked, useCheckMany } from './check-many.ts'
import { useProposals } from './proposals.tsx'
import { ProposeDialog } from './screens/propose-dialog.tsx'
import { ProposeMany } from './screens/propose-many.tsx'
import { RankingScreen } from './screens/ranking.tsx'
import { ResultsScreen } from './screens/results.tsx'
import { previewPath, proposalOf } from './stage-paths.ts'
import { StatisticsPage } from './statistics-page.tsx'

const id = encodeURIComponent
const PROPOSALS = '/api/stages/skd/proposals'

/** Rankings and their publication, and how the items did. */
export function ResultsPage() {
  return useAddress().address['part'] === 'items' ? <StatisticsPage /> : <RankingsPart />
}

/** Which vacancy, its ranking, and the proposal to publish it; or several at once. */
function RankingsPart() {
  const title = useText(committeeText).screens.results
  const { address } = useAddress()
  const chosen = address['vacancy']
  const { loaded, reload } = useLoad<VacancyRow[]>(chosen ? null : '/api/vacancies')
  if (chosen) return <RankingPage key={chosen} vacancy={chosen} />
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {/* A vacancy that nobody sits an exam for has no results to come. */}
      {(vacancies) => <VacanciesPart vacancies={vacancies.filter(({ candidates }) => candidates > 0)} />}
    </Shown>
  )
}

function VacanciesPart({ vacancies }: { vacancies: VacancyRow[] }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState(false)
  const [proposed, setProposed] = useState(false)
  const rows = useMemo(() => vacancies.filter((one) => chosen.has(one.id)), [vacancies, chosen])
  return (
    <>
      <ResultsScreen
        vacancies={vacancies}
        chosen={chosen}
        proposed={proposed}
        onChoose={(next) => {
          setProposed(false)
          setChosen(next)
        }}
        onPropose={() => setAsking(true)}
      />
      {asking ? (
        <ManyPart
          vacancies={rows}
          onClose={() => setAsking(false)}
          onProposed={() => {
            setAsking(false)
            setChosen(new Set())
            setProposed(true)
          }}
        />
      ) : null}
    </>
  )
}

function ManyPart({
  vacancies,
  onClose,
  onProposed,
}: {
  vacancies: VacancyRow[]
  onClose: () => void
  onProposed: () => void
}) {
  const proposals = useProposals()
  const propose = useDoing<ProposalRow>()
  const { check, again } = useCheckMany(vacancies)
  const send = async (ready: Checked[], reason: string) => {
    const items = ready.map(({ vacancy, previewDigest }) => ({ scope: vacancy.id, previewDigest }))
    if (!(await propose.run('POST', PROPOSALS, proposalOf(items, reason)))) return
    proposals.reload()
    onProposed()
  }
  return (
    <ProposeMany
      chosen={vacancies.length}
      check={check}
      doing={propose.doing}
      onPropose={(ready, reason) => void send(ready, reason)}
      onAgain={() => {
        propose.reset()
        again()
      }}
      onClose={onClose}
    />
  )
}

function RankingPage({ vacancy }: { vacancy: string }) {
  const title = useText(committeeText).screens.results
  const proposals = useProposals()
  const ranking = useLoad<RankingView>(`/api/vacancies/${id(vacancy)}/ranking`)
  const [asking, setAsking] = useState(false)
  const preview = useLoad<StagePreview>(asking ? previewPath('skd', vacancy) : null)
  const propose = useDoing<ProposalRow>()
  const [proposed, setProposed] = useState(false)
  const ask = (open: boolean) => {
    propose.reset()
    if (open) setProposed(false)
    setAsking(open)
  }
  const send = async (shown: StagePreview, reason: string) => {
    if (!(await propose.run('POST', PROPOSALS, proposalOf([shown], reason)))) return
    setAsking(false)
    setProposed(true)
    proposals.reload()
  }
  return (
    <Shown title={title} of={ranking.loaded} retry={ranking.reload}>
      {(view) => (
        <>
          <RankingScreen ranking={view} proposed={proposed} onPropose={() => ask(true)} />
          {asking ? (
            <ProposeDialog
              preview={preview.loaded}
              doing={propose.doing}
              onPropose={(shown, reason) => void send(shown, reason)}
              onNewPreview={() => {
                propose.reset()
                preview.reload()
                ranking.reload()
              }}
              onClose={() => ask(false)}
            />
          ) : null}
        </>
      )}
    </Shown>
  )
}
