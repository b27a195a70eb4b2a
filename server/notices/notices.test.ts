import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { readAudit } from '../audit/audit-store.ts'
import { eq } from '../db/sql.ts'
import type { Outbox, OutboxMessage } from '../protocol/applications.ts'
import { type PortalWorld, portal } from '../testing/portal.ts'
import type { Staff } from '../testing/test-app.ts'
import { notify } from './notice-store.ts'
import { Sender } from './send-job.ts'
import { failureOf, isStale, nextTry } from './sending.ts'

/** Just enough of a mail server: takes every message, or answers to RCPT as it is told. */
class MailServer {
  messages: { to: string; text: string }[] = []
  rcpt = '250 OK'
  #server: Server
  #sockets = new Set<Socket>()
  url = ''
  constructor() {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket)
      let [to, text, reading] = ['', '', false]
      socket.write('220 uji ESMTP\r\n')
      let waiting = ''
      socket.on('error', () => {})
      socket.on('data', (data) => {
        waiting += String(data)
        for (let end = waiting.indexOf('\r\n'); end >= 0; end = waiting.indexOf('\r\n')) {
          const line = waiting.slice(0, end)
          waiting = waiting.slice(end + 2)
          if (reading) {
            if (line !== '.') text += `${line}\n`
            else {
              reading = false
              this.messages.push({ to, text })
              text = ''
              socket.write('250 OK\r\n')
            }
          } else if (/^RCPT/.test(line)) {
            to = /<(.*)>/.exec(line)?.[1] ?? ''
            socket.write(`${this.rcpt}\r\n`)
          } else if (/^DATA/.test(line)) {
            reading = true
            socket.write('354 go\r\n')
          } else if (/^QUIT/.test(line)) socket.end('221 bye\r\n')
          else socket.write('250 OK\r\n')
        }
      })
    })
  }
  async listen(): Promise<this> {
    await new Promise<void>((ready) => this.#server.listen(0, '127.0.0.1', ready))
    this.url = `smtp://127.0.0.1:${(this.#server.address() as { port: number }).port}`
    return this
  }
  close() {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
  }
}

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})
async function mailed(): Promise<{ world: PortalWorld; mail: MailServer; sender: Sender }> {
  const world = await portal()
  const mail = await new MailServer().listen()
  const services = {
    ...world.app.services,
    config: { ...world.app.services.config, smtp: { url: mail.url, from: 'Panitia <panitia@example.go.id>' } },
  }
  const sender = new Sender(services)
  closing.push(
    () => sender.stop(),
    () => mail.close(),
  )
  return { world, mail, sender }
}
const notices = async (world: PortalWorld) => {
  const { store } = world.app.services
  return await store.read.select().from(store.tables.notice)
}

describe('sending', () => {
  it('[NT4] sends what waits, once, with its words and nothing else', async () => {
    const { world, mail, sender } = await mailed()
    await world.ask(world.typed(1))
    await sender.send()
    await sender.send()
    expect(mail.messages).toHaveLength(1)
    expect(mail.messages[0]?.to).toBe('pelamar1@example.id')
    expect(mail.messages[0]?.text).toContain('Subject: Kode verifikasi')
    expect((await notices(world)).map(({ state, tries, error }) => [state, tries, error])).toEqual([['sent', 1, null]])
  })

  it('[NT4][NT5] tries again at growing intervals, keeps the code of a failure and never its text', async () => {
    const { world, mail, sender } = await mailed()
    await world.person(1)
    const { services } = world.app
    const [applicant] = await services.store.read.select().from(services.store.tables.applicant)
    await services.store.transaction((db) =>
      notify(services, db, {
        applicantId: applicant?.id ?? '',
        applicationId: null,
        kind: 'uji',
        subject: 'Uji',
        body: 'Uji',
      }),
    )
    mail.rcpt = '451 pelamar1@example.id try later'
    const waits: number[] = []
    for (let tries = 0; tries < 8; tries += 1) {
      await sender.send()
      const [row] = (await notices(world)).filter(({ kind, channel }) => kind === 'uji' && channel === 'email')
      expect(row?.error).toBe('EENVELOPE 451')
      if (!row?.nextTryAt) break
      waits.push((row.nextTryAt - services.clock.wall()) / 60_000)
      world.app.clock.jumpWall(row.nextTryAt - services.clock.wall())
    }
    expect(waits).toEqual([1, 5, 15, 60, 180, 360, 720])
    const rows = await notices(world)
    expect(rows.find(({ kind, channel }) => kind === 'uji' && channel === 'email')?.state).toBe('failed')
    expect(JSON.stringify(rows)).not.toContain('pelamar1@')
    // The code had run out meanwhile: it was not sent late.
    expect(rows.find(({ kind }) => kind === 'code')).toMatchObject({ state: 'failed', error: 'EXPIRED' })
  })

  it('[NT5] a code that has run out is not sent', async () => {
    const { world, mail, sender } = await mailed()
    await world.ask(world.typed(1))
    world.app.clock.pass(10 * 60_000 + 1)
    await sender.send()
    expect([mail.messages.length, (await notices(world))[0]?.error]).toEqual([0, 'EXPIRED'])
  })

  it('[NT4] an address that nobody has is not tried again; a mail server that is away is', async () => {
    const { world, mail, sender } = await mailed()
    await world.ask(world.typed(1))
    mail.rcpt = '550 no such user'
    await sender.send()
    expect((await notices(world))[0]).toMatchObject({ state: 'failed', error: 'EENVELOPE 550', nextTryAt: null })
    mail.close()
    await world.ask(world.typed(2))
    await sender.send()
    expect((await notices(world))[1]).toMatchObject({ state: 'waiting', tries: 1 })
    expect(world.app.faults).toEqual([])
  })

  it('[NT5] names a failure by its code alone', () => {
    expect(failureOf({ code: 'EAUTH', responseCode: 535 })).toEqual({ error: 'EAUTH 535', final: false })
    expect(failureOf({ code: 'x <sari@example.id>' })).toEqual({ error: 'EUNKNOWN', final: false })
    expect(failureOf({})).toEqual({ error: 'EUNKNOWN', final: false })
    expect([nextTry(1, 0), nextTry(8, 0)]).toEqual([60_000, null])
    expect([isStale('code', 0, 600_001), isStale('submitted', 0, 600_001)]).toEqual([true, false])
  })
})

describe('the outbox', () => {
  const open = async (): Promise<{ world: PortalWorld; staff: Staff }> => {
    const world = await portal()
    return { world, staff: await world.app.staff('committee') }
  }

  it('[NT2][NT6] shows addresses in part; reading out shows all and is written down with its purpose', async () => {
    const { world, staff } = await open()
    await world.ask(world.typed(1))
    const page = (await staff.get('/api/outbox')).body as Outbox
    expect(page).toMatchObject({ smtp: false, counts: { waiting: 1, failed: 0, sent: 0, shown: 0 }, pages: 1 })
    expect(JSON.stringify(page)).not.toContain('pelamar1')
    const id = page.rows[0]?.id ?? ''
    expect((await staff.post(`/api/outbox/${id}/reading`, { purpose: 'x' })).status).toBe(400)
    const read = (await staff.post(`/api/outbox/${id}/reading`, { purpose: 'pelamar di loket' })).body as OutboxMessage
    expect([read.address, read.body.includes('Kode Anda')]).toEqual(['pelamar1@example.id', true])
    const [row] = (await readAudit(world.app.services, null)).rows
    expect([row?.action, row?.actor, JSON.parse(row?.detail ?? '')]).toEqual([
      ...['notice.read', staff.username],
      { kind: 'code', to: 'p••••@e•••.id', purpose: 'pelamar di loket' },
    ])
    expect((await staff.post('/api/outbox/none/reading', { purpose: 'pelamar di loket' })).status).toBe(404)
  })

  it('[NT6] a message is handed over once, and can be sent again', async () => {
    const { world, staff } = await open()
    await world.ask(world.typed(1))
    const { rows } = (await staff.get('/api/outbox?state=waiting')).body as Outbox
    const id = rows[0]?.id
    expect((await staff.post(`/api/outbox/${id}/handed`)).body).toMatchObject({ state: 'shown' })
    expect((await staff.post(`/api/outbox/${id}/handed`)).body.refused).toBe('message-done')
    expect((await staff.post(`/api/outbox/${id}/again`)).body).toMatchObject({ state: 'waiting', tries: 0 })
    expect(((await staff.get('/api/outbox?state=shown')).body as Outbox).rows).toEqual([])
  })

  it('[NT1] a notice stands or falls with what it tells, one for the portal and one for each address', async () => {
    const { world } = await open()
    await world.person(1)
    const { services } = world.app
    const { applicant } = services.store.tables
    const [row] = await services.store.read.select().from(applicant)
    const tell = { applicantId: row?.id ?? '', applicationId: null, kind: 'uji' }
    const words = { subject: { id: 'Perihal', en: 'Subject' }, body: { id: 'Isi', en: 'Body' } }
    const failed = services.store.transaction(async (db) => {
      await notify(services, db, { ...tell, ...words })
      throw new Error('the deed failed')
    })
    await expect(failed).rejects.toThrow('the deed failed')
    expect((await notices(world)).filter(({ kind }) => kind === 'uji')).toEqual([])
    await services.store.transaction(async (db) => {
      await db.update(applicant).set({ language: 'en' }).where(eq(applicant.id, tell.applicantId))
      await notify(services, db, { ...tell, ...words })
    })
    const told = (await notices(world)).filter(({ kind }) => kind === 'uji')
    expect(told.map(({ channel, state, subject }) => [channel, state, subject])).toEqual([
      ['portal', 'shown', 'Subject'],
      ['email', 'waiting', 'Subject'],
    ])
  })
})
