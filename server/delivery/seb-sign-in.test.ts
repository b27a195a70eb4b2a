import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { PROTOCOL } from '../protocol/station.ts'
import { roomEvents } from '../room-log/room-log-store.ts'
import { type Hall, sitting } from '../testing/sitting.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

it('[SD12] a sitting for Safe Exam Browser lets in our own file for this address, and writes down who came without', async () => {
  const hall = await sitting()
    .withPolicy({ seb: { required: true, configKeys: [], browserExamKeys: [] } })
    .opened()
  const seat = hall.seats[0] as Hall['seats'][number]
  const signIn = (headers: Record<string, string>) =>
    hall.app.http.inject({
      ...{ method: 'POST', url: '/api/station/sign-in', headers: { host: 'ruang.local:3000', ...headers } },
      payload: { protocol: PROTOCOL, number: seat.number, pin: seat.pin, place: null, source: 'seb-station-1' },
    })
  const bare = await signIn({})
  expect([bare.statusCode, bare.json()]).toEqual([403, { refused: 'seb-needed' }])
  await hall.app.delivery.roomLog.flush()
  expect((await roomEvents(hall.app.services, hall.id)).map((event) => event.kind)).toEqual(['seb-refused'])

  const committee = await hall.app.staff('committee')
  const file = await hall.app.http.inject({
    ...{ method: 'GET', url: `/api/sittings/${hall.id}/seb-config` },
    headers: { host: 'ruang.local:3000', cookie: committee.cookie },
  })
  expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'application/seb'])
  expect(file.body).toContain('<string>http://ruang.local:3000/station/</string>')
  const key = String(file.headers['x-config-key'])
  const hash = sha256(`http://ruang.local:3000/api/station/sign-in${key}`)
  const right = await signIn({ 'x-safeexambrowser-configkeyhash': hash })
  expect([right.statusCode, right.json().phase]).toEqual([200, { at: 'identify', running: false }])
  // A cookie carried into another browser resumes nothing.
  const cookie = `seleksi_station=${right.cookies.find((one) => one.name === 'seleksi_station')?.value}`
  const view = (headers: Record<string, string>) =>
    hall.app.http.inject({
      ...{ method: 'GET', url: '/api/station/view?source=seb-station-1' },
      headers: { host: 'ruang.local:3000', cookie, ...headers },
    })
  expect((await view({})).json()).toEqual({ refused: 'seb-needed' })
  const page = sha256(`http://ruang.local:3000/station/${key}`)
  expect((await view({ 'x-seleksi-seb-config': page })).statusCode).toBe(200)
})
