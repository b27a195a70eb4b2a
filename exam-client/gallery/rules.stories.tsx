import type { ReactNode } from 'react'
import { RuleEditor } from '../committee/screens/rule-editor.tsx'
import { RuleEffect } from '../committee/screens/rule-effect.tsx'
import { RuleList } from '../committee/screens/rule-list.tsx'
import { RuleRead } from '../committee/screens/rule-read.tsx'
import { CommitteePage } from './committee-frame.tsx'
import * as fixture from './rules-fixtures.ts'
import { WALL_NOW } from './staff-fixtures.ts'
import type { Story } from './story.ts'

const nothing = () => {}
const idle = { at: 'idle' } as const
const fine = { at: 'ready', value: fixture.fine } as const
const wrong = { at: 'ready', value: fixture.wrong } as const

const page = (children: ReactNode) => <CommitteePage screen="rules">{children}</CommitteePage>
const list = (change: Partial<Parameters<typeof RuleList>[0]> = {}) =>
  page(
    <RuleList
      ruleSets={fixture.ruleSets}
      tests={fixture.tests}
      drafts={[]}
      fileProblem={null}
      onFile={nothing}
      onDiscard={nothing}
      {...change}
    />,
  )

type EffectChange = Partial<Parameters<typeof RuleEffect>[0]>
const effect = (change: EffectChange = {}) => (
  <RuleEffect
    body={fixture.draft}
    ruleSets={fixture.ruleSets}
    vacancies={fixture.vacancies}
    compareWith="skd-cpns-2024"
    sample="made"
    check={fine}
    doing={idle}
    stale={false}
    onCompare={nothing}
    onSample={nothing}
    onLook={nothing}
    {...change}
  />
)
const editor = (change: Partial<Parameters<typeof RuleEditor>[0]> = {}, seen: EffectChange = {}) =>
  page(
    <RuleEditor
      body={fixture.draft}
      check={fine}
      doing={idle}
      restored={null}
      kept={true}
      file={null}
      asking={false}
      onAgain={nothing}
      onChange={nothing}
      onFile={nothing}
      onAsk={nothing}
      onSave={nothing}
      {...change}
    >
      {effect({ body: change.body ?? fixture.draft, check: change.check ?? fine, ...seen })}
    </RuleEditor>,
  )
const exists = {
  at: 'refused',
  why: { refused: 'rule-set-exists', detail: { id: 'skd-cpns-2026' } },
} as const

export const stories: Story[] = [
  { name: 'rules / list', render: () => list() },
  {
    name: 'rules / list with drafts',
    render: () =>
      list({
        drafts: [
          { from: 'skd-cpns-2024', body: fixture.draft, at: WALL_NOW },
          { from: 'pppk-2023', body: { ...fixture.pppk, id: 'pppk-2023-2', title: '' }, at: WALL_NOW },
        ],
      }),
  },
  {
    name: 'rules / list file refused',
    render: () => list({ fileProblem: { where: 'sections[2].penalty', what: 'unknown' } }),
  },
  {
    name: 'rules / read',
    render: () => page(<RuleRead detail={fixture.detail(fixture.skd, { tests: ['SKD CPNS 2024'] })} saved={false} />),
  },
  { name: 'rules / read PPPK', render: () => page(<RuleRead detail={fixture.detail(fixture.pppk)} saved={false} />) },
  { name: 'rules / read saved', render: () => page(<RuleRead detail={fixture.kept} saved />) },
  { name: 'rules / edit', render: () => editor() },
  {
    name: 'rules / edit with problems',
    render: () => editor({ body: fixture.broken, check: wrong, restored: WALL_NOW }),
  },
  { name: 'rules / edit PPPK', render: () => editor({ body: fixture.pppk, kept: false, file: 'opened' }) },
  { name: 'rules / edit checking', render: () => editor({ check: { at: 'loading' } }) },
  { name: 'rules / edit unreachable', render: () => editor({ check: { at: 'unreachable' } }) },
  {
    name: 'rules / edit file too large',
    render: () => editor({ file: { what: 'too-large' } }),
  },
  {
    name: 'rules / effect',
    render: () => editor({}, { doing: { at: 'done', reply: fixture.effect } }),
  },
  {
    name: 'rules / effect stale',
    render: () => page(effect({ doing: { at: 'done', reply: fixture.effect }, stale: true })),
  },
  { name: 'rules / effect none', render: () => page(effect({ doing: { at: 'done', reply: fixture.noEffect } })) },
  {
    name: 'rules / effect other sections',
    render: () => page(effect({ doing: { at: 'done', reply: fixture.unlike } })),
  },
  { name: 'rules / effect working', render: () => page(effect({ doing: { at: 'sending', tries: 1 } })) },
  {
    name: 'rules / effect refused',
    render: () =>
      page(
        effect({
          doing: {
            at: 'refused',
            why: { refused: 'rule-set-other-sections', detail: { vacancy: '61010001 Perawat Terampil' } },
          },
        }),
      ),
  },
  { name: 'rules / save', render: () => editor({ asking: true }) },
  { name: 'rules / save refused', render: () => editor({ asking: true, doing: exists }) },
]
