import { expect, it } from 'vitest'
import { bank, ruleSets, subjectBank } from '../gallery/committee-fixtures.ts'
import { available, draftFor, itemsIn, topicsFor, whole, withSection } from './test-draft.ts'

const rule = ruleSets[0]
if (!rule) throw new Error('fixture')

it('feeds each section from the bank section of its name, with the minutes of the decree', () => {
  const draft = draftFor(bank(), rule, 'SKD')
  expect(draft.blueprint.minutes).toBe(100)
  expect(draft.blueprint.accommodationMinutes).toEqual({ netra: 130 })
  expect(draft.blueprint.sections.map((section) => section.source)).toEqual([
    { sections: ['TWK'] },
    { sections: ['TIU'] },
    { sections: ['TKP'] },
  ])
  expect(itemsIn(draft)).toBe(110)
})

it('asks for subjects where the bank has no section of that name', () => {
  const draft = draftFor(subjectBank, rule, 'Latihan')
  expect(draft.blueprint.sections[2]?.source).toEqual({ subjects: [], kind: 'weighted' })
  const chosen = withSection(draft, 0, { source: { subjects: ['Biologi', 'Sejarah'] } }).blueprint.sections[0]
  expect(chosen && available(chosen, subjectBank)).toBe(67)
})

it('offers the topics of the section alone', () => {
  const section = draftFor(bank(), rule, 'SKD').blueprint.sections[0]
  expect(section && topicsFor(section, bank())).toEqual(['Pancasila', 'UUD 1945', 'Bela negara'])
})

it.each([
  ['', 1],
  ['0', 1],
  ['12.4', 12],
  ['9999', 500],
])('a number field holding "%s" is %i', (text, value) => expect(whole(text, 1, 500)).toBe(value))
