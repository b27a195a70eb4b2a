import type { ReactNode } from 'react'
import '../shared/kit.css'
import '../board/board.css'
import {
  type Board,
  type BoardNames,
  boardName,
  type PublicationDocument,
  type PublicationSummary,
} from '../../server/protocol/board.ts'
import { refuse } from '../../server/protocol/refusals.ts'
import { DigestCheck } from '../board/screens/digest-check.tsx'
import { LiveBoardScreen } from '../board/screens/live.tsx'
import { NoBoard } from '../board/screens/no-board.tsx'
import { BoardOverviewScreen } from '../board/screens/overview.tsx'
import { PublicationScreen } from '../board/screens/publication.tsx'
import type { Link } from '../board/use-live-board.ts'
import { type Address, MemoryAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { Top } from '../shared/parts/kit-top.tsx'
import { boardText } from '../shared/text/board.ts'
import { integration, participants, published, SECTIONS, skd } from './board-fixtures.ts'
import { DIGEST, publication, vacancy } from './committee-fixtures.ts'
import { nameOf, numberOf, WALL_NOW } from './staff-fixtures.ts'
import type { Story } from './story.ts'

const nothing = () => {}
function Page({
  bare = false,
  wide = false,
  at = {},
  children,
}: {
  bare?: boolean
  wide?: boolean
  at?: Address
  children: ReactNode
}) {
  const text = useText(boardText)
  return (
    <MemoryAddress initial={at}>
      <div className="k-app">
        {bare ? null : <Top title={text.app} demo />}
        <main className={wide ? 'k-main b-main' : 'k-main'}>{children}</main>
      </div>
    </MemoryAddress>
  )
}

const board = (size: number, names: BoardNames = 'full', state: Board['sitting']['state'] = 'running'): Board => ({
  version: 4,
  sitting: { id: 's', name: 'SKD CPNS 2024 · Sesi 2', state },
  names,
  rooms: ['A', 'B'].map((room) => ({ room, venue: 'Kantor Regional VII BKN Palembang' })),
  sections: SECTIONS,
  at: WALL_NOW,
  provisional: true,
  rows: Array.from({ length: size }, (_, n) => {
    const points = [30 + ((n * 35) % 120), 25 + ((n * 55) % 145), 40 + ((n * 17) % 150)]
    return {
      number: numberOf(n),
      name: boardName(nameOf(n), names),
      room: n % 2 === 0 ? 'A' : 'B',
      vacancy: `${vacancy(n).position} · ${vacancy(n).unit}`,
      points,
      total: points.reduce((a, b) => a + b, 0),
      answered: n % 6 === 0 ? 110 : 20 + ((n * 7) % 88),
      items: 110,
      finished: n % 6 === 0 || state === 'closed',
    }
  }),
})
const live = (size: number, link: Link = 'live', wall = false, at: Address = {}, shown = board(size)) => (
  <Page bare={wall} wide at={at}>
    <LiveBoardScreen
      board={shown}
      link={link}
      fresh={size === 30 ? publication(1) : null}
      wall={wall}
      scrolling={wall}
      onWall={nothing}
      onScroll={nothing}
    />
  </Page>
)
const list = (document: PublicationDocument, summary: PublicationSummary | null = publication(1), at: Address = {}) => (
  <Page wide at={at}>
    <PublicationScreen id="p1" document={document} summary={summary} />
  </Page>
)

export const stories: Story[] = [
  {
    name: 'board / overview',
    render: () => (
      <Page>
        <BoardOverviewScreen
          overview={{
            wallNow: WALL_NOW,
            sittings: [
              { id: '1', name: 'SKD CPNS 2024 · Sesi 1', state: 'closed' },
              { id: '2', name: 'SKD CPNS 2024 · Sesi 2', state: 'running' },
            ],
            publications: published,
          }}
        />
      </Page>
    ),
  },
  {
    name: 'board / overview empty',
    render: () => (
      <Page>
        <BoardOverviewScreen overview={{ wallNow: WALL_NOW, sittings: [], publications: [] }} />
      </Page>
    ),
  },
  {
    name: 'board / unreachable',
    render: () => (
      <Page>
        <Shown title="Papan skor dan pengumuman" of={{ at: 'unreachable' }} retry={nothing}>
          {() => null}
        </Shown>
      </Page>
    ),
  },
  { name: 'board / live', render: () => live(30) },
  { name: 'board / live polling', render: () => live(6, 'polling') },
  { name: 'board / live lost', render: () => live(6, 'lost') },
  { name: 'board / live empty', render: () => live(0) },
  { name: 'board / live wall', render: () => live(60, 'live', true) },
  { name: 'board / live wall of one room', render: () => live(60, 'live', true, { room: 'A' }) },
  { name: 'board / live wall lost', render: () => live(60, 'lost', true) },
  { name: 'board / live wall closed', render: () => live(60, 'live', true, {}, board(60, 'initials', 'closed')) },
  { name: 'board / live room', render: () => live(12, 'live', false, { room: 'B' }) },
  { name: 'board / live unknown room', render: () => live(12, 'live', false, { room: 'Z' }) },
  { name: 'board / live short names', render: () => live(12, 'live', false, {}, board(12, 'short')) },
  { name: 'board / live initials', render: () => live(12, 'live', false, {}, board(12, 'initials')) },
  { name: 'board / live numbers alone', render: () => live(12, 'live', false, {}, board(12, 'number')) },
  { name: 'board / live wall of numbers', render: () => live(60, 'live', true, {}, board(60, 'number')) },
  { name: 'board / live closed', render: () => live(12, 'live', false, {}, board(12, 'short', 'closed')) },
  {
    name: 'board / live not shown',
    render: () => (
      <Page>
        <NoBoard why={refuse('board-closed')} />
      </Page>
    ),
  },
  { name: 'board / publication', render: () => list(skd(57)) },
  { name: 'board / publication found', render: () => list(skd(57), publication(1), { 'l.q': numberOf(1) }) },
  {
    name: 'board / publication replaced',
    render: () => list({ ...skd(57), replaces: 'p0' }, publication(2, 'p1')),
  },
  {
    name: 'board / publication withdrawn',
    render: () => list(skd(57), published.find((one) => one.withdrawn && !one.replacedBy) ?? null),
  },
  { name: 'board / publication many', render: () => list(skd(1500)) },
  { name: 'board / publication nobody found', render: () => list(skd(57), publication(1), { 'l.q': '99' }) },
  { name: 'board / participants', render: () => list(participants(), publication(7)) },
  { name: 'board / integration', render: () => list(integration(4), publication(9)) },
  {
    name: 'board / integration found',
    render: () => list(integration(4), publication(9), { 'l.q': numberOf(3) }),
  },
  { name: 'board / integration of many', render: () => list(integration(1000, 100), publication(9)) },
  {
    name: 'board / digest matches',
    render: () => (
      <Page>
        <h1>{skd(57).title}</h1>
        <DigestCheck document={skd(57)} jsonHref="#" first={{ digest: DIGEST }} />
      </Page>
    ),
  },
  {
    name: 'board / digest differs',
    render: () => (
      <Page>
        <h1>{skd(57).title}</h1>
        <DigestCheck document={skd(57)} jsonHref="#" first={{ digest: DIGEST.replace('3', '4') }} />
      </Page>
    ),
  },
  {
    name: 'board / digest cannot',
    render: () => (
      <Page>
        <h1>{skd(57).title}</h1>
        <DigestCheck document={skd(57)} jsonHref="#" first="cannot" />
      </Page>
    ),
  },
]
