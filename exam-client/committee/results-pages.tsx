import { useState } from 'react'
import type { PublicationSummary } from '../../server/protocol/board.ts'
import type { RankingView, VacancyRow } from '../../server/protocol/http.ts'
import { useAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { PublishDialog } from './screens/publish-dialog.tsx'
import { RankingScreen } from './screens/ranking.tsx'
import { ResultsScreen } from './screens/results.tsx'

const id = encodeURIComponent

/** Which vacancy, its ranking, and its publication. */
export function ResultsPage() {
  const title = useText(committeeText).screens.results
  const { address } = useAddress()
  const chosen = address['vacancy']
  const { loaded, reload } = useLoad<VacancyRow[]>(chosen ? null : '/api/vacancies')
  if (chosen) return <RankingPage key={chosen} vacancy={chosen} />
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(vacancies) => <ResultsScreen vacancies={vacancies} />}
    </Shown>
  )
}

function RankingPage({ vacancy }: { vacancy: string }) {
  const title = useText(committeeText).screens.results
  const ranking = useLoad<RankingView>(`/api/vacancies/${id(vacancy)}/ranking`)
  const publications = useLoad<PublicationSummary[]>('/api/publications')
  const publish = useDoing<PublicationSummary>()
  const [asking, setAsking] = useState(false)
  const [published, setPublished] = useState(false)
  const again = () => {
    publish.reset()
    ranking.reload()
    publications.reload()
  }
  const send = async (view: RankingView) => {
    if (
      !(await publish.run('POST', `/api/vacancies/${id(vacancy)}/publications`, { previewDigest: view.previewDigest }))
    )
      return
    setAsking(false)
    setPublished(true)
    again()
  }
  const ask = () => {
    setPublished(false)
    again()
    setAsking(true)
  }
  return (
    <Shown title={title} of={ranking.loaded} retry={ranking.reload}>
      {(view) => {
        const replaces =
          publications.loaded.at === 'ready'
            ? (publications.loaded.value.find((one) => one.id === view.vacancy.publication) ?? null)
            : null
        return (
          <>
            <RankingScreen ranking={view} justPublished={published} onPublish={ask} />
            {asking ? (
              <PublishDialog
                key={view.previewDigest}
                ranking={view}
                replaces={replaces}
                doing={publish.doing}
                onPublish={() => void send(view)}
                onNewPreview={again}
                onClose={() => setAsking(false)}
              />
            ) : null}
          </>
        )
      }}
    </Shown>
  )
}
