import { describe, expect, it } from 'vitest'
import { minutes, minutesOpen } from '../../gallery/day-fixtures.ts'
import { openPoints } from './signing.ts'

const kinds = (view: Parameters<typeof openPoints>[0]) => openPoints(view).map(({ kind, count }) => `${kind} ${count}`)

describe('before signing', () => {
  it('nothing is open in a closed sitting with its closing told', () => {
    expect(openPoints(minutes())).toEqual([])
  })

  it('a sitting that goes on must be closed; who works and who may still come is counted', () => {
    const points = openPoints(minutesOpen())
    expect(points.filter(({ level }) => level === 'must').map(({ kind }) => kind)).toEqual(['not-closed', 'working'])
    expect(kinds(minutesOpen())).toEqual(['not-closed 1', 'working 45', 'not-here 3', 'no-closing 1'])
  })

  it('whoever was present and did not start wants an explanation, once the sitting is closed', () => {
    const view = minutes({ counts: { ...minutes().counts, started: 55, finished: 55 } })
    expect(kinds(view)).toEqual(['not-started 2'])
    expect(kinds({ ...view, sitting: { ...view.sitting, state: 'running' } })).not.toContain('not-started 2')
  })

  it('an attempt left open in a closed sitting is still said', () => {
    expect(kinds(minutes({ counts: { ...minutes().counts, finished: 56 } }))).toEqual(['working 1'])
  })
})
