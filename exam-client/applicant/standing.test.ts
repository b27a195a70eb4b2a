import { expect, it } from 'vitest'
import type { OwnApplication } from '../../server/protocol/applications.ts'
import type { OwnVerification } from '../../server/protocol/verification.ts'
import { openSteps, stagesOf, standingOf } from './standing.ts'

const stage = (name: string, from: string, until: string) =>
  ({ stage: name, from, until, id: name, en: name }) as OwnApplication['period']['stages'][number]
const application = (change: Partial<OwnApplication> = {}): OwnApplication =>
  ({
    ...{ state: 'submitted', today: '2026-12-16', card: false, canEdit: false, missing: [], unmet: [], vacancy: {} },
    period: {
      name: 'p',
      contact: '',
      stages: [
        stage('appeal', '2026-12-15', '2026-12-17'),
        stage('registration', '2026-11-22', '2026-12-05'),
        stage('skd', '2027-01-05', '2027-01-20'),
      ],
    },
    ...change,
  }) as OwnApplication
const verification = (appeal: Partial<NonNullable<OwnVerification['appeal']>>) =>
  ({
    result: null,
    appeal: {
      window: { opensOn: '2026-12-15', closesOn: '2026-12-17', answerBy: '2026-12-24' },
      ...{ state: 'open', open: true, own: null },
      ...appeal,
    },
  }) as unknown as OwnVerification

it.each([
  ['a draft', application({ state: 'draft', canEdit: true }), null, 'draft', '2026-12-05'],
  ['one that was not sent in time', application({ state: 'draft' }), null, 'draft-closed', null],
  ['one that was sent', application(), null, 'submitted', null],
  ['one that passed', application({ state: 'passed' }), null, 'passed', null],
  [
    'one that an objection let in',
    application({ state: 'passed' }),
    { ...verification({}), result: { verdict: 'TMS' } } as never,
    'granted',
    null,
  ],
  ['a candidate', application({ state: 'passed', card: true }), null, 'candidate', null],
  ['one that failed, not loaded yet', application({ state: 'failed' }), null, 'failed', null],
  ['one that may object', application({ state: 'failed' }), verification({}), 'failed-open', '2026-12-17'],
  ['the day after', application({ state: 'failed', today: '2026-12-18' }), verification({}), 'failed', null],
  [
    'one that objected',
    application({ state: 'failed' }),
    verification({ open: false, own: { decidedAt: null, answerBy: '2026-12-24' } as never }),
    'failed-waiting',
    '2026-12-24',
  ],
  [
    'one that was answered',
    application({ state: 'failed' }),
    verification({ open: false, own: { decidedAt: 1, answerBy: '2026-12-24' } as never }),
    'failed',
    null,
  ],
  ['one that was withdrawn', application({ state: 'withdrawn' }), null, 'withdrawn', null],
] as const)('%s', (_, own, found, word, until) => expect(standingOf(own, found)).toEqual({ word, until }))

it('stages stand in the order of their days', () => {
  expect(stagesOf(application()).map((one) => [one.stage, one.place])).toEqual([
    ['registration', 'past'],
    ['appeal', 'now'],
    ['skd', 'next'],
  ])
})

it('an unmet requirement opens the step where it is mended', () => {
  const unmet = (code: string, requirement: string) => ({ code, requirement, detail: {} }) as never
  const open = (of: Partial<OwnApplication>) => [...openSteps(application(of))]
  expect(open({ unmet: [unmet('age-max', 'age')] })).toEqual(['vacancy'])
  expect(open({ unmet: [unmet('gpa', 'gpa'), unmet('other', 'str')] })).toEqual(['education'])
  expect(open({ unmet: [unmet('disability', 'disability')] })).toEqual(['identity'])
  expect(open({ vacancy: null })).toEqual(['vacancy'])
})
