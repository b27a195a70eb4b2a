import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Board, BoardChange, BoardNames } from '../protocol/board.ts'
import { isRefusal, type Refusal } from '../protocol/refusals.ts'
import { type Hall, type Station, sitting } from '../testing/sitting.ts'
import { answered, type BoardSocket, dial } from '../testing/sockets.ts'
import { must, type Staff } from '../testing/test-app.ts'

let hall: Hall
let committee: Staff
let socket: BoardSocket
const changes: BoardChange[] = []
const again: string[] = []
/** How many changes had come when the wall was last told to ask again. */
let sentBefore = 0
let second: Station
const NAME = /Peserta/

/** Through the committee's own route, so that the bus message is the real one. */
const settle = async (board: { show?: boolean; names?: BoardNames }) => {
  const { body } = await committee.get(`/api/sittings/${hall.id}/policy`)
  const policy = { ...body.policy, board: { ...body.policy.board, ...board } }
  const url = `/api/sittings/${hall.id}/policy`
  const headers = { cookie: committee.cookie }
  const reply = await hall.app.http.inject({ method: 'PUT', url, payload: policy, headers })
  expect(reply.statusCode, reply.body).toBe(200)
}
const watch = (): Promise<Board | Refusal> => socket.emitWithAck('watch', { sitting: hall.id })

beforeAll(async () => {
  hall = await sitting().withCandidates(3).running()
  committee = await hall.app.staff('committee')
  socket = dial<BoardSocket>(await hall.app.listen(), '/board')
  expect(await answered(socket)).toBe('connected')
  socket.on('change', (change) => void changes.push(change))
  socket.on('again', (message) => {
    again.push(message.sitting)
    sentBefore = changes.length
  })
})

describe('the live board', () => {
  it('[RS20] a candidate appears with the first answer, in the room of her station', async () => {
    const station = await hall.seated(1)
    second = await hall.seated(2)
    const opening = must(await watch())
    expect(opening).toMatchObject({ rows: [], names: 'full' })
    expect(opening.rooms.map(({ room }) => room)).toContain(station.seat.room)
    must(await station.answer(0, 0))
    await vi.waitFor(() => expect(changes.flatMap((change) => change.rows)).toHaveLength(1), 5000)
    expect(changes.at(-1)?.rows[0]).toMatchObject({ number: 'P-0001', answered: 1, room: station.seat.room })
    expect(must(await watch()).rows.map((row) => row.number)).toEqual(['P-0001'])
  })

  it.each<[BoardNames, string]>([
    ['initials', 'P.'],
    ['short', 'Peserta'],
    ['number', ''],
    ['full', 'Peserta 1'],
  ])('[RS19] names as %s, on an open wall at once', async (names, name) => {
    must(await watch())
    const before = again.length
    await settle({ names })
    await vi.waitFor(() => expect(again.length).toBe(before + 1))
    expect(again.at(-1)).toBe(hall.id)
    const view = must(await watch())
    expect(view.names).toBe(names)
    expect(view.rows.map((row) => row.name)).toEqual([name])
  })

  it('[RS19] where numbers alone are shown, no name crosses the wire in any way', async () => {
    await settle({ names: 'number' })
    const view = must(await watch())
    changes.length = 0
    const station = await hall.seated(3)
    must(await station.answer(0, 0))
    await vi.waitFor(() => expect(changes.flatMap((change) => change.rows)).toHaveLength(1), 5000)
    const asked = (await committee.get(`/api/board/${hall.id}`)).body
    expect(asked.rows).toHaveLength(2)
    for (const sent of [view, changes, asked]) expect(JSON.stringify(sent)).not.toMatch(NAME)
  })

  it('[RS19] an answer on its way while the names are settled goes out short or not at all', async () => {
    await settle({ names: 'full' })
    must(await watch())
    changes.length = 0
    must(await second.answer(0, 0))
    await settle({ names: 'number' })
    const { rows } = must(await watch())
    expect(rows.map((row) => row.number).sort()).toEqual(['P-0001', 'P-0002', 'P-0003'])
    expect(JSON.stringify(rows)).not.toMatch(NAME)
    // Until the committee settled it full names held; after the news of it, never.
    must(await second.answer(1, 0))
    await vi.waitFor(() => expect(changes.slice(sentBefore).flatMap((change) => change.rows)).toHaveLength(1), 5000)
    expect(JSON.stringify(changes.slice(sentBefore))).not.toMatch(NAME)
  })

  it('[RS19] a board that is not to be shown is refused, not listed, and sends nothing more', async () => {
    const listed = async () =>
      ((await committee.get('/api/board')).body.sittings as { id: string }[]).map((one) => one.id)
    expect(await listed()).toEqual([hall.id])
    must(await watch())
    const before = again.length
    await settle({ show: false })
    await vi.waitFor(() => expect(again.length).toBe(before + 1))
    expect(await watch()).toEqual({ refused: 'board-closed' })
    const asked = await committee.get(`/api/board/${hall.id}`)
    expect([asked.status, asked.body]).toEqual([403, { refused: 'board-closed' }])
    expect(await listed()).toEqual([])
    await settle({ show: true })
    expect(isRefusal(await watch())).toBe(false)
    expect(await listed()).toEqual([hall.id])
  })

  it('[RS19] a board read anew has a later version, so that a wall which missed the news sees a gap', async () => {
    const first = must(await watch())
    hall.app.clock.pass(5000)
    await settle({ names: 'short' })
    expect(must(await watch()).version).toBeGreaterThan(first.version + 1)
  })

  it('[RS20] a closed sitting stays on the board, still provisional', async () => {
    must(await hall.command('end', { candidates: [1, 2, 3].map(hall.candidateOf) }))
    must(await hall.command('close'))
    await vi.waitFor(async () => expect(must(await watch()).sitting.state).toBe('closed'))
    const view = must(await watch())
    expect(view.provisional).toBe(true)
    expect(view.rows).toHaveLength(3)
    expect((await committee.get('/api/board')).body.sittings).toMatchObject([{ id: hall.id, state: 'closed' }])
  })
})
