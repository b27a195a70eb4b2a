import type { ReactNode } from 'react'
import '../shared/kit.css'
import '../board/board.css'
import type { Board, PublicationDocument } from '../../server/protocol/board.ts'
import { DigestCheck } from '../board/screens/digest-check.tsx'
import { LiveBoardScreen } from '../board/screens/live.tsx'
import { BoardOverviewScreen } from '../board/screens/overview.tsx'
import { PublicationScreen } from '../board/screens/publication.tsx'
import type { Link } from '../board/use-live-board.ts'
import { MemoryAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { Top } from '../shared/parts/kit-top.tsx'
import { boardText } from '../shared/text/board.ts'
import { DIGEST, publication, rankingRows, vacancy } from './committee-fixtures.ts'
import { nameOf, numberOf, WALL_NOW } from './staff-fixtures.ts'
import type { Story } from './story.ts'

const nothing = () => {}
const SECTIONS = [
  { id: 'TWK', title: 'Tes Wawasan Kebangsaan' },
  { id: 'TIU', title: 'Tes Intelegensia Umum' },
  { id: 'TKP', title: 'Tes Karakteristik Pribadi' },
]

function Page({ bare = false, wide = false, children }: { bare?: boolean; wide?: boolean; children: ReactNode }) {
  const text = useText(boardText)
  return (
    <MemoryAddress>
      <div className="k-app">
        {bare ? null : <Top title={text.app} demo />}
        <main className={wide ? 'k-main b-main' : 'k-main'}>{children}</main>
      </div>
    </MemoryAddress>
  )
}

const board = (size: number): Board => ({
  version: 4,
  sitting: { id: 's', name: 'SKD CPNS 2024 · Sesi 2', state: 'running' },
  sections: SECTIONS,
  at: WALL_NOW,
  provisional: true,
  rows: Array.from({ length: size }, (_, n) => {
    const points = [30 + ((n * 35) % 120), 25 + ((n * 55) % 145), 40 + ((n * 17) % 150)]
    return {
      number: numberOf(n),
      name: nameOf(n),
      vacancy: `${vacancy(n).position} · ${vacancy(n).unit}`,
      points,
      total: points.reduce((a, b) => a + b, 0),
      answered: n % 6 === 0 ? 110 : 20 + ((n * 7) % 88),
      items: 110,
      finished: n % 6 === 0,
    }
  }),
})
const live = (size: number, link: Link = 'live', wall = false) => (
  <Page bare={wall} wide>
    <LiveBoardScreen
      board={board(size)}
      link={link}
      fresh={size === 30 ? publication(1) : null}
      wall={wall}
      scrolling={wall}
      onWall={nothing}
      onScroll={nothing}
    />
  </Page>
)
const document = (size: number): PublicationDocument => ({
  v: 1,
  title: publication(1).title,
  stage: 'skd',
  vacancy: { ...vacancy(1), needTypeTitle: 'Umum', need: 2 },
  ruleSet: { id: 'skd-cpns-2024', title: 'SKD CPNS 2024', decree: 'KepmenPANRB 321/2024' },
  cut: 6,
  publishedAt: WALL_NOW,
  replaces: null,
  sections: SECTIONS,
  rows: rankingRows(size).map((row) => ({
    place: row.place,
    number: row.number,
    name: row.name,
    points: row.points ? SECTIONS.map((section) => row.points?.[section.id] ?? 0) : null,
    total: row.total,
    code: row.code,
    reason: row.reason,
  })),
  counts: { total: size, present: size - 2, absent: 2, byCode: { 'P/L': 6, P: size - 26, TL: 18, TH: 2 } },
  digest: DIGEST,
})

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
            publications: [publication(1), publication(2, 'p1'), publication(6)],
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
  {
    name: 'board / publication',
    render: () => (
      <Page>
        <PublicationScreen id="p1" document={document(57)} summary={publication(1)} />
      </Page>
    ),
  },
  {
    name: 'board / publication replaced',
    render: () => (
      <Page>
        <PublicationScreen id="p2" document={{ ...document(57), replaces: 'p0' }} summary={publication(2, 'p1')} />
      </Page>
    ),
  },
  {
    name: 'board / publication many',
    render: () => (
      <Page>
        <PublicationScreen id="p1" document={document(1500)} summary={publication(1)} />
      </Page>
    ),
  },
  {
    name: 'board / digest matches',
    render: () => (
      <Page>
        <h1>{document(57).title}</h1>
        <DigestCheck document={document(57)} jsonHref="#" first={{ digest: DIGEST }} />
      </Page>
    ),
  },
  {
    name: 'board / digest differs',
    render: () => (
      <Page>
        <h1>{document(57).title}</h1>
        <DigestCheck document={document(57)} jsonHref="#" first={{ digest: DIGEST.replace('3', '4') }} />
      </Page>
    ),
  },
  {
    name: 'board / digest cannot',
    render: () => (
      <Page>
        <h1>{document(57).title}</h1>
        <DigestCheck document={document(57)} jsonHref="#" first="cannot" />
      </Page>
    ),
  },
]
