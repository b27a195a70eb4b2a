import { expect, it } from 'vitest'
import type { PeriodSettings } from '../../server/protocol/recruitment.ts'
import { bytesOf, kbOf, wholeOf, withDocument, withNewDocument, withoutDocument, withStage } from './period-draft.ts'

const settings: PeriodSettings = {
  ...{ decree: '', signer: { name: '', title: '', place: '' }, ruleSet: '', contact: '', documents: [] },
  ...{ appealDays: 3, answerDays: 7, samplePercent: 10 },
  stages: [{ stage: 'registration', from: '', until: '' }],
}

it('moves one stage, and a document keeps only the limits of its type', () => {
  expect(withStage(settings, 'registration', { from: '2027-08-02' }).stages).toEqual([
    { stage: 'registration', from: '2027-08-02', until: '' },
  ])
  const one = withNewDocument(settings)
  expect(one.documents[0]).toMatchObject({ type: 'pdf', pagesMax: 10 })
  const photo = withDocument(one, 0, { type: 'jpeg' }).documents[0]
  expect(photo).toMatchObject({ pixelsMin: 200 })
  expect(photo).not.toHaveProperty('pagesMax')
  expect(withoutDocument(one, 0).documents).toEqual([])
})

it('reads numbers as they are typed, and nothing else', () => {
  expect([
    bytesOf('200'),
    bytesOf('dua'),
    kbOf(204_800),
    wholeOf('7', 30),
    wholeOf('-1', 30),
    wholeOf('900', 100),
  ]).toEqual([...[204_800, 0, '200', 7, 0, 100]])
})
