import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isRefusal, REFUSALS, type RefusalCode, refuse, sentence } from './refusals.ts'

const ROOT = join(import.meta.dirname, '../..')
const sources = globSync('{server,exam-client}/**/*.{ts,tsx}', { cwd: ROOT })
  .filter((file) => !/\.test\.|testing\/|gallery\/|protocol\/refusals\.ts$/.test(file))
  .map((file) => readFileSync(join(ROOT, file), 'utf8'))
const codes = Object.keys(REFUSALS) as RefusalCode[]
const words = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort()

describe.each(codes)('%s', (code) => {
  const { status, id, en } = REFUSALS[code]

  it('is one finished sentence or more in each language, with the same words to fill in', () => {
    for (const text of [id, en]) expect(text).toMatch(/^[A-Z{].*[.}]$/)
    expect(id).not.toBe(en)
    expect(words(en)).toEqual(words(id))
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status === 503 || status < 500).toBe(true)
  })

  it('is used by somebody, who fills in its words', () => {
    const quoted = `'${code}'`
    const said = [`refuse(${quoted}`, `new Error(${quoted})`, `case ${quoted}`]
    const users = sources.filter((source) => said.some((way) => source.includes(way)))
    expect(users.length, `nothing says ${quoted}: remove it from refusals.ts or use it`).toBeGreaterThan(0)
    for (const source of users)
      for (const [, detail = ''] of source.matchAll(new RegExp(`refuse\\(${quoted}(?:, \\{([^}]*)\\})?`, 'g')))
        for (const word of words(id))
          expect(detail, `refuse(${quoted}) gives no {${word}}`).toMatch(new RegExp(`\\b${word}\\b`))
  })
})

it('fills the sentence, and leaves a mark where a word is missing', () => {
  expect(sentence(refuse('wrong-seat', { room: 'A', station: '07' }), 'id')).toBe(
    'Ini bukan meja Anda. Tempat Anda: ruang A, meja 07.',
  )
  expect(sentence(refuse('wrong-seat'), 'en')).toContain('…')
})

it('knows a refusal from an acknowledgement, which has a list of that name', () => {
  expect([
    isRefusal(refuse('paused')),
    isRefusal({ through: 1, refused: [] }),
    isRefusal(null),
    isRefusal('paused'),
  ]).toEqual([true, false, false, false])
})
