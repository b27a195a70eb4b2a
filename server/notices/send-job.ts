import { createTransport, type Transporter } from 'nodemailer'
import { and, asc, eq, lte } from '../db/sql.ts'
import type { Services } from '../services.ts'
import { type NoticeRow, openAddress, openBody } from './notice-store.ts'
import { failureOf, isStale, nextTry } from './sending.ts'

const EVERY_MS = 5_000
const BATCH = 20
const LEASE_MS = 120_000
const SMTP_MS = 20_000

type Needs = Pick<Services, 'store' | 'clock' | 'secret' | 'config' | 'bus' | 'log'>

/**
 * Sends what waits for an e-mail address (NT4), a few at a time and one after another. Without a mail server nothing is
 * sent, and the outbox is where an officer hands messages over (NT6).
 */
export class Sender {
  #services: Needs
  #transport: Transporter | null
  #timer: NodeJS.Timeout | null = null
  #sending: Promise<void> = Promise.resolve()

  constructor(services: Needs) {
    this.#services = services
    const { smtp } = services.config
    this.#transport = smtp
      ? createTransport(smtp.url, {
          from: smtp.from,
          ...{ connectionTimeout: SMTP_MS, greetingTimeout: SMTP_MS, socketTimeout: SMTP_MS },
          // A message never fetches anything, from wherever its text may come.
          ...{ disableFileAccess: true, disableUrlAccess: true },
        })
      : null
  }

  start(): void {
    if (!this.#transport) return
    this.#timer = setInterval(() => void this.send(), EVERY_MS)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#sending
    this.#transport?.close()
  }

  /** One round now; never two at once. */
  send(): Promise<void> {
    this.#sending = this.#sending
      .then(async () => void (await this.#services.bus.lease('notices', LEASE_MS, () => this.#round())))
      .catch((error: unknown) => this.#services.log.error({ err: error }, 'notices could not be sent'))
    return this.#sending
  }

  async #round(): Promise<void> {
    const { store, clock } = this.#services
    const { notice } = store.tables
    const due = await store.read
      .select()
      .from(notice)
      .where(and(eq(notice.state, 'waiting'), eq(notice.channel, 'email'), lte(notice.nextTryAt, clock.wall())))
      .orderBy(asc(notice.nextTryAt))
      .limit(BATCH)
    for (const row of due) await this.#sendOne(row)
  }

  async #sendOne(row: NoticeRow): Promise<void> {
    const { store, clock, secret } = this.#services
    const { notice } = store.tables
    const outcome: Partial<NoticeRow> = isStale(row.kind, row.createdAt, clock.wall())
      ? { state: 'failed', error: 'EXPIRED', nextTryAt: null }
      : await this.#deliver(row, openAddress(secret, row.toSealed))
    await store.transaction(
      async (db) =>
        void (await db
          .update(notice)
          .set(outcome)
          // Handed over by an officer meanwhile: that stands.
          .where(and(eq(notice.id, row.id), eq(notice.state, 'waiting')))),
    )
  }

  async #deliver(row: NoticeRow, to: string): Promise<Partial<NoticeRow>> {
    const { clock } = this.#services
    const tries = row.tries + 1
    try {
      await this.#transport?.sendMail({
        to,
        subject: row.subject,
        text: openBody(this.#services, row),
        messageId: `<${row.id}@seleksi>`,
      })
      return { state: 'sent', tries, sentAt: clock.wall(), nextTryAt: null, error: null }
    } catch (thrown) {
      const { error, final } = failureOf(thrown as { code?: string; responseCode?: number })
      const next = final ? null : nextTry(tries, clock.wall())
      return { state: next === null ? 'failed' : 'waiting', tries, nextTryAt: next, error }
    }
  }
}
