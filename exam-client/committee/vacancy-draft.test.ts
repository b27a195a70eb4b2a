import { describe, expect, it } from 'vitest'
import type { PeriodVacancy } from '../../server/protocol/vacancies.ts'
import { bodyOf, draftOf, withNewOther, wrongIn } from './vacancy-draft.ts'

const vacancy: PeriodVacancy = {
  ...{ id: 'v1', code: 'P1-U1', position: 'Perawat', unit: 'Puskesmas', needType: 'umum', need: 2, state: 'draft' },
  ...{ version: 3, place: 'Rimbo', applicants: 0, problems: [], grant: null, education: 'D-III Keperawatan' },
  requirements: {
    education: [{ level: 'd3', programmes: ['keperawatan'] }],
    ...{ ageMin: 18, ageMax: 35, ageOn: 'submission', gpaMin: '3.00' },
    others: [{ code: 'str', id: 'STR', en: 'Registration', document: 'ijazah', needed: true }],
  },
  ...{ description: 'Merawat.', skbPlan: { extras: [{ kind: 'praktik', weight: 40 }] }, thresholds: { teknis: 200 } },
}

describe('a vacancy being edited', () => {
  it('comes back as it was when nothing was touched', () => {
    const { skbPlan, thresholds, requirements, code, needType, need, description } = vacancy
    expect(bodyOf(draftOf(vacancy), 3)).toEqual({
      ...{ version: 3, code, needType, need, description, requirements, thresholds, extras: skbPlan.extras },
    })
  })

  it('asks nothing where a field is emptied, and takes a decimal comma', () => {
    const draft = { ...draftOf(vacancy), ageMin: '', gpaMin: '3,25', others: [], thresholds: { teknis: '' } }
    expect(bodyOf(draft, 3)?.requirements).toEqual({
      ...{ education: vacancy.requirements.education, ageMax: 35, ageOn: 'submission', gpaMin: '3.25' },
    })
    expect(bodyOf(draft, 3)?.thresholds).toEqual({})
  })

  it('names the fields that cannot be sent', () => {
    const draft = {
      ...draftOf(vacancy),
      ...{ code: 'P 1', need: '0', ageMin: '3', ageMax: 'tua', gpaMin: '5', months: '-1' },
      ...{ extras: [{ kind: 'x', weight: '200' }], thresholds: { teknis: 'banyak' } },
    }
    expect(wrongIn(draft)).toEqual(['code', 'need', 'ageMin', 'ageMax', 'gpaMin', 'months', 'extras', 'thresholds'])
    expect(bodyOf(draft, 3)).toBeNull()
  })

  it('gives a new requirement a name of its own', () => {
    const two = withNewOther(withNewOther([]))
    expect(withNewOther(two.slice(1)).map(({ code }) => code)).toEqual(['syarat-2', 'syarat-3'])
  })
})
