import { useState } from 'react'
import type { BoardOverview, PublicationDocument } from '../../server/protocol/board.ts'
import { useAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { Top } from '../shared/parts/kit-top.tsx'
import { boardText } from '../shared/text/board.ts'
import { ObjectionNotice, ObjectionPage, ObjectionsNotice } from './objection-page.tsx'
import { LiveBoardScreen } from './screens/live.tsx'
import { NoBoard } from './screens/no-board.tsx'
import { BoardOverviewScreen } from './screens/overview.tsx'
import { PublicationScreen } from './screens/publication.tsx'
import { useAutoScroll } from './use-auto-scroll.ts'
import { useLiveBoard } from './use-live-board.ts'

/** The public's page: everything here is open to everyone, so nothing asks who is looking. */
export function BoardApp() {
  const text = useText(boardText)
  const { address } = useAddress()
  const me = useLoad<{ demo: boolean }>('/api/me')
  const { sitting, publication, objection } = address
  const wall = sitting !== undefined && address['wall'] === '1'
  return (
    <div className="k-app">
      {wall ? null : <Top title={text.app} demo={me.loaded.at === 'ready' && me.loaded.value.demo} />}
      <main className={sitting || publication ? 'k-main b-main' : 'k-main'}>
        {objection ? (
          <ObjectionPage key={objection} publication={objection === 'all' ? null : objection} />
        ) : publication ? (
          <PublicationPage key={publication} id={publication} />
        ) : sitting ? (
          <LivePage key={sitting} sitting={sitting} wall={wall} />
        ) : (
          <OverviewPage />
        )}
      </main>
    </div>
  )
}

function OverviewPage() {
  const { title } = useText(boardText)
  const { loaded, reload } = useLoad<BoardOverview>('/api/board')
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(overview) => (
        <>
          <ObjectionsNotice />
          <BoardOverviewScreen overview={overview} />
        </>
      )}
    </Shown>
  )
}

function PublicationPage({ id }: { id: string }) {
  const { official } = useText(boardText)
  const { loaded, reload } = useLoad<PublicationDocument>(`/api/publications/${encodeURIComponent(id)}`)
  const overview = useLoad<BoardOverview>('/api/board')
  const summary =
    overview.loaded.at === 'ready' ? (overview.loaded.value.publications.find((one) => one.id === id) ?? null) : null
  return (
    <Shown title={official} of={loaded} retry={reload}>
      {(document) => (
        <>
          <ObjectionNotice publication={id} />
          <PublicationScreen id={id} document={document} summary={summary} />
        </>
      )}
    </Shown>
  )
}

function LivePage({ sitting, wall }: { sitting: string; wall: boolean }) {
  const { go } = useAddress()
  const { board, link, refused, fresh } = useLiveBoard(sitting)
  const [scrolling, setScrolling] = useState(wall)
  useAutoScroll(scrolling)
  const setWall = (on: boolean) => {
    go({ wall: on ? '1' : null }, 'replace')
    setScrolling(on)
    // Full screen is a wish: a browser that refuses it still shows the large board.
    if (on) document.documentElement.requestFullscreen?.().catch(() => {})
    else if (document.fullscreenElement) void document.exitFullscreen()
  }
  if (!board)
    return refused ? (
      <NoBoard why={refused} />
    ) : (
      <Shown of={link === 'lost' ? { at: 'unreachable' } : { at: 'loading' }}>{() => null}</Shown>
    )
  return (
    <LiveBoardScreen
      board={board}
      link={link}
      fresh={fresh}
      wall={wall}
      scrolling={scrolling}
      onWall={setWall}
      onScroll={setScrolling}
    />
  )
}
