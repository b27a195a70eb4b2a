import { describe, expect, it } from 'vitest'
import type { Board, BoardRow } from '../../server/protocol/board.ts'
import { changedBoard, inOrder } from './live.ts'

const row = (number: string, total: number): BoardRow => ({
  number,
  name: number,
  vacancy: '',
  points: [total],
  total,
  answered: 0,
  items: 110,
  finished: false,
})
const board: Board = {
  version: 3,
  sitting: { id: 's', name: 'S', state: 'running' },
  sections: [],
  at: 1,
  provisional: true,
  rows: [row('1', 10), row('2', 20)],
}

describe('the live board', () => {
  it('replaces and adds rows by number; a gap asks for the whole; old news changes nothing', () => {
    const next = changedBoard(board, {
      sitting: 's',
      version: 4,
      state: 'running',
      at: 2,
      rows: [row('1', 30), row('3', 5)],
    })
    expect(next).toMatchObject({ version: 4, at: 2, rows: [{ total: 30 }, { total: 20 }, { total: 5 }] })
    expect(changedBoard(board, { sitting: 's', version: 5, state: 'running', at: 2, rows: [] })).toBe('gap')
    expect(changedBoard(board, { sitting: 's', version: 3, state: 'running', at: 2, rows: [] })).toBe(board)
  })

  it('stands the highest total first and equal totals by number', () => {
    expect(inOrder([row('2', 5), row('1', 5), row('3', 9)]).map((one) => one.number)).toEqual(['3', '1', '2'])
  })
})
