import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isRefusal, REFUSALS, type Refusal, type RefusalCode, refuse, sentence } from './refusals.ts'
import { STAFF_REFUSALS } from './refusals-staff.ts'
import { isStationRefusal, STATION_REFUSALS, stationSentence } from './refusals-station.ts'

const ROOT = join(import.meta.dirname, '../..')
const sources = globSync('{server,exam-client}/**/*.{ts,tsx}', { cwd: ROOT })
  .filter((file) => !/\.test\.|testing\/|gallery\/|protocol\/refusals?(-\w+)?\.ts$/.test(file))
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

describe('what a station can get', () => {
  /** Said to a proctor, the committee or the desk by code that also serves stations. */
  const staffOnly = [
    ...['already-paused', 'not-paused', 'already-locked', 'not-locked', 'not-finished', 'no-time-left', 'same-person'],
    ...['not-replaced', 'nothing-to-carry', 'not-a-carry-file', 'not-enrolled', 'last-administrator'],
  ]
  const serves = 'delivery/{attempt*,delivery,gate*,ledger,place*}.ts access/guard.ts venues/machine-*.ts app.ts'
  const said = serves
    .split(' ')
    .flatMap((files) => globSync(files, { cwd: join(ROOT, 'server') }))
    .filter((file) => !file.includes('.test.'))
    .flatMap((file) =>
      [...readFileSync(join(ROOT, 'server', file), 'utf8').matchAll(/(?:refuse|new Error)\('([a-z-]+)'/g)].map(
        ([, code]) => code as string,
      ),
    )
    .filter((code) => codes.includes(code as RefusalCode) && !staffOnly.includes(code))

  it.each([...new Set(said)])('%s has its sentence in the page of a station', (code) => {
    expect(isStationRefusal(code)).toBe(true)
  })

  it('no code stands in both lists, and each sentence is the same by both ways', () => {
    expect(Object.keys(STATION_REFUSALS).filter((code) => code in STAFF_REFUSALS)).toEqual([])
    const refusal = refuse('server-busy', { place: '12', seconds: '5' })
    for (const language of ['id', 'en'] as const) {
      expect(stationSentence(refusal, language)).toBe(sentence(refusal, language))
      expect(stationSentence(refusal, language)).toContain('12')
    }
  })

  it('a page older than its server says that it was refused, and by which code', () => {
    const unknown = { refused: 'of-next-year' } as unknown as Refusal
    for (const language of ['id', 'en'] as const) expect(stationSentence(unknown, language)).toContain('(of-next-year)')
    expect(isStationRefusal('constructor')).toBe(false)
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
