import { describe, expect, it } from 'vitest'
import type { SittingPolicy } from '../../server/protocol/policy.ts'
import {
  changedFields,
  keysFrom,
  POLICY_FIELDS,
  problemsOfPolicy,
  tidiedPolicy,
  withDocument,
  withDocumentMoved,
  withNewDocument,
  withoutDocument,
  withoutStep,
  withStep,
  withStepMoved,
} from './policy-draft.ts'

const policy: SittingPolicy = {
  idleMinutes: 5,
  silentSeconds: 15,
  addMinutesMax: 30,
  returnSeconds: 60,
  roomPause: { on: true, least: 3, resume: 'proctor' },
  moves: 'approved',
  pins: { from: 'list', closeMinutes: 5 },
  checkIn: {
    steps: ['documents', 'photo', 'pin', 'seat'],
    documents: [{ id: 'identity', label: 'KTP-el', needed: true }],
    photo: 'required',
  },
  seating: 'plan',
  board: { show: true, names: 'full' },
  fullScreen: true,
  seb: { required: false, configKeys: [], browserExamKeys: [] },
}
const kinds = (of: SittingPolicy) => problemsOfPolicy(of).map((one) => one.kind)

describe('the order of the steps', () => {
  it('moves one by one and stops at both ends', () => {
    expect(withStepMoved(policy, 'pin', -1).checkIn.steps).toEqual(['documents', 'pin', 'photo', 'seat'])
    expect(withStepMoved(policy, 'documents', -1).checkIn.steps).toEqual(policy.checkIn.steps)
    expect(withStepMoved(policy, 'seat', 1).checkIn.steps).toEqual(policy.checkIn.steps)
    expect(withStepMoved(policy, 'body', 1).checkIn.steps).toEqual(policy.checkIn.steps)
  })

  it('takes a step in once, at the end, and out again', () => {
    expect(withStep(policy, 'body').checkIn.steps.at(-1)).toBe('body')
    expect(withStep(policy, 'pin')).toBe(policy)
    expect(withoutStep(policy, 'photo').checkIn.steps).toEqual(['documents', 'pin', 'seat'])
  })
})

it('a new document never takes the id of one that is there', () => {
  const three = withNewDocument(withNewDocument(policy))
  expect(three.checkIn.documents.map((one) => one.id)).toEqual(['identity', 'document-1', 'document-2'])
  expect(withNewDocument(withoutDocument(three, 1)).checkIn.documents.map((one) => one.id)).toEqual([
    'identity',
    'document-2',
    'document-1',
  ])
  expect(withDocumentMoved(three, 0, 1).checkIn.documents[1]?.id).toBe('identity')
  expect(tidiedPolicy(withDocument(three, 0, { label: ' KTP ' })).checkIn.documents[0]?.label).toBe('KTP')
})

describe('problems', () => {
  it('there are none in settings that fit', () => expect(problemsOfPolicy(policy)).toEqual([]))

  it.each<[string, Partial<SittingPolicy>]>([
    ['desk-without-pin', { pins: { from: 'desk', closeMinutes: 5 }, checkIn: { ...policy.checkIn, steps: ['photo'] } }],
    ['pin-before', { checkIn: { ...policy.checkIn, steps: ['documents', 'pin', 'photo'] } }],
    ['pin-before', { checkIn: { ...policy.checkIn, steps: ['photo', 'pin', 'documents'] } }],
    ['pin-without-documents', { checkIn: { ...policy.checkIn, steps: ['photo', 'pin'] } }],
    ['photo-without-step', { checkIn: { ...policy.checkIn, steps: ['documents'] } }],
    [
      'lottery-without-seat',
      { seating: 'lottery', checkIn: { ...policy.checkIn, steps: ['documents', 'photo', 'pin'] } },
    ],
    ['documents-none-needed', { checkIn: { ...policy.checkIn, documents: [] } }],
    [
      'documents-none-needed',
      { checkIn: { ...policy.checkIn, documents: [{ id: 'a', label: 'KTP', needed: false }] } },
    ],
    ['document-unnamed', { checkIn: { ...policy.checkIn, documents: [{ id: 'a', label: ' ', needed: true }] } }],
    [
      'document-twice',
      {
        checkIn: {
          ...policy.checkIn,
          documents: ['KTP', 'ktp '].map((label, n) => ({ id: String(n), label, needed: true })),
        },
      },
    ],
    ['too-many-keys', { seb: { ...policy.seb, configKeys: Array.from({ length: 21 }, (_, n) => String(n)) } }],
  ])('%s', (kind, change) => expect(kinds({ ...policy, ...change })).toEqual([kind]))

  it.each<[string, Partial<SittingPolicy>, boolean]>([
    ['8 s of silence', { silentSeconds: 8 }, true],
    ['7 s of silence', { silentSeconds: 7 }, false],
    ['240 minutes to add', { addMinutesMax: 240 }, true],
    ['241 minutes to add', { addMinutesMax: 241 }, false],
    ['an emptied field', { idleMinutes: Number.NaN }, false],
    ['half a second', { returnSeconds: 10.5 }, false],
    ['one friend pausing a room', { roomPause: { on: true, least: 1, resume: 'proctor' } }, false],
    ['PINs until the start itself', { pins: { from: 'list', closeMinutes: 0 } }, true],
  ])('%s', (_, change, fits) => expect(kinds({ ...policy, ...change })).toEqual(fits ? [] : ['limit']))
})

it('keys are taken as pasted: any case, blanks inside, once each; a line that is none is named', () => {
  const key = 'ab'.repeat(32)
  expect(keysFrom(`\n${key.toUpperCase()}\n ${key.slice(0, 8)} ${key.slice(8)}\r\nab12\n\n${'g'.repeat(64)}`)).toEqual({
    keys: [key],
    wrongLines: [4, 6],
  })
})

it('says which settings differ, every one of them', () => {
  expect(changedFields(policy, policy)).toEqual([])
  expect(changedFields(policy, withStepMoved({ ...policy, moves: 'free' }, 'pin', -1))).toEqual([
    'checkIn.steps',
    'moves',
  ])
  const other: SittingPolicy = {
    idleMinutes: 6,
    silentSeconds: 16,
    addMinutesMax: 31,
    returnSeconds: 61,
    roomPause: { on: false, least: 4, resume: 'by-itself' },
    moves: 'free',
    pins: { from: 'desk', closeMinutes: 6 },
    checkIn: { steps: [], documents: [], photo: 'optional' },
    seating: 'lottery',
    board: { show: false, names: 'number' },
    fullScreen: false,
    seb: { required: true, configKeys: ['a'], browserExamKeys: ['b'] },
  }
  expect(changedFields(policy, other)).toEqual([...POLICY_FIELDS])
})
