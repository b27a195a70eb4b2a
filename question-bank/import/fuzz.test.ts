import { expect, it } from 'vitest'
import { randomFrom } from '../random.ts'
import { fuzzOnce } from './fuzz.ts'

it('[B37] broken files of every format end with items or reasons (npm run fuzz for more)', () => {
  const formats = new Set<string>()
  for (let run = 0; run < 1_500; run++) {
    const { format, problem } = fuzzOnce(randomFrom(`short-${run}`))
    expect(problem, `seed short-${run}`).toBe('')
    formats.add(format)
  }
  expect([...formats]).toEqual(expect.arrayContaining(['moodle-xml', 'qti', 'gift', 'aiken', 'csv', 'json', 'unknown']))
})
