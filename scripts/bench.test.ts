import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { filled, readAdapter } from './bench/peer-adapter.ts'
import { plotSvg } from './bench/plot.ts'
import { line } from './bench/say.ts'

const bench = (...options: string[]) =>
  promisify(execFile)(process.execPath, [join(import.meta.dirname, 'bench.ts'), ...options])

describe('npm run bench', () => {
  it('runs, in its short form: stations connect, answer and end together over real sockets; it judges nothing', async () => {
    const { stdout } = await bench('--short', '--only', 'end')
    for (const figure of ['finished, scored and on the board', 'has its receipt']) expect(stdout).toContain(figure)
    expect(stdout).not.toContain('met')
    expect(stdout).not.toMatch(/NaN|Infinity|undefined/)
  }, 240_000)

  it('says beside a figure whether its mark was met', () => {
    expect(line('a', 0.9, '×', { atLeast: 0.85 })).toMatch(/0\.90 ×\s+met: at least 0\.85$/)
    expect(line('a', 0.8, '×', { atLeast: 0.85 })).toMatch(/NOT MET: at least 0\.85$/)
    expect(line('a', 26, 'ms', { atMost: 25 })).toMatch(/26\.0 ms\s+NOT MET: at most 25$/)
    expect(line('a', 25, 'ms', { atMost: 25 })).toMatch(/ met: at most 25$/)
    expect(line('a', 1234.5, '/s')).toMatch(/1235 \/s$/)
  })
})

describe('an adapter for another system', () => {
  const good = {
    ...{ name: 'Other', origin: 'http://localhost:8080', people: [{ user: 'u' }] },
    ...{ signIn: [{ method: 'GET', path: '/' }], save: { method: 'POST', path: '/answer', body: 'a={choice}' } },
  }
  it('is taken as it is', () => expect(readAdapter(JSON.stringify(good))).toEqual(good))

  it.each<[string, object, string]>([
    ['no name', { name: '' }, '"name"'],
    ['an address that is none', { origin: 'localhost' }, '"origin"'],
    ['nobody', { people: [] }, '"people"'],
    ['a person of numbers', { people: [{ user: 1 }] }, '"people"'],
    ['no requests at once', { underway: 0 }, '"underway"'],
    ['a step without a path', { signIn: [{ method: 'GET' }] }, '"signIn[0]": "path"'],
    ['no way to save', { save: null }, '"save"'],
    ['a body that is no text', { save: { method: 'POST', path: '/', body: {} } }, '"save": "body"'],
  ])('is refused with its place: %s', (_, change, where) =>
    expect(readAdapter(JSON.stringify({ ...good, ...change }))).toContain(where),
  )
  it('that is no JSON is told so', () => expect(readAdapter('{')).toContain('no JSON'))
  it('words stand in braces; what nobody gave stays', () =>
    expect(filled('{"n":{n},"x":{y}}', { n: '7' })).toBe('{"n":7,"x":{y}}'))
})

it('a plot of growth is whole, whatever the figures', () => {
  const svg = plotSvg([
    {
      title: 'a',
      points: [
        { x: 500, y: 40 },
        { x: 20_000, y: 41 },
      ],
    },
    {
      title: 'b',
      points: [
        { x: 10, y: 1 },
        { x: 10, y: 1 },
      ],
    },
  ])
  expect(svg).not.toMatch(/NaN|Infinity/)
  expect(svg.match(/<circle/g)).toHaveLength(4)
})
