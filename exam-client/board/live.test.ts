import { describe, expect, it } from 'vitest'
import type { Board, BoardRow } from '../../server/protocol/board.ts'
import { changedBoard, inOrder, ofRoom, roomAsked, roomNames, venueOf } from './live.ts'

const row = (number: string, total: number): BoardRow => ({
  number,
  name: number,
  vacancy: '',
  room: 'A',
  points: [total],
  total,
  answered: 0,
  items: 110,
  finished: false,
})
const board: Board = {
  version: 3,
  sitting: { id: 's', name: 'S', state: 'running' },
  names: 'full',
  rooms: [
    { room: 'A', venue: 'Gedung 1' },
    { room: 'B', venue: 'Gedung 2' },
  ],
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

  it('shows one room or all, and says when there is no such room', () => {
    const moved = { ...row('3', 1), room: 'C' }
    const rows = [row('1', 1), { ...row('2', 2), room: 'B' }, moved]
    expect(ofRoom(rows, 'B').map((one) => one.number)).toEqual(['2'])
    expect(ofRoom(rows, null)).toBe(rows)
    expect(roomNames({ ...board, rows })).toEqual(['A', 'B', 'C'])
    expect([undefined, '', 'A', 'C', 'Z'].map((asked) => roomAsked({ ...board, rows }, asked))).toEqual([
      { room: null, known: true },
      { room: null, known: true },
      { room: 'A', known: true },
      { room: 'C', known: true },
      { room: 'Z', known: false },
    ])
  })

  it('names the venue of the room, and of all rooms only where it is one', () => {
    expect([venueOf(board, 'A'), venueOf(board, 'B'), venueOf(board, null), venueOf(board, 'C')]).toEqual([
      'Gedung 1',
      'Gedung 2',
      '',
      '',
    ])
    expect(venueOf({ ...board, rooms: board.rooms.slice(0, 1) }, null)).toBe('Gedung 1')
  })

  it('stands the highest total first and equal totals by number', () => {
    expect(inOrder([row('2', 5), row('1', 5), row('3', 9)]).map((one) => one.number)).toEqual(['3', '1', '2'])
  })
})
