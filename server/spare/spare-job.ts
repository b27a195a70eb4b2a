import type { Server } from 'node:http'
import type { Line } from '../backup/manifest.ts'
import { eq } from '../db/sql.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { RoomEventKind } from '../protocol/room-log.ts'
import type { Services } from '../services.ts'
import { fenceOld, watchBrowsers } from './fence-job.ts'
import { readSpareFile } from './mirror-store.ts'
import type { SpareLink } from './spare-socket.ts'
import { withSpare } from './spare-writer.ts'

/** What whoever started it reads when a newer line took over. */
export const fencedSentence = (data: string, by: { generation: number }): string =>
  `data "${data}" sudah diambil alih server lain (jalur ${by.generation}) dan tidak disajikan lagi; yang tersimpan di sini tetap utuh. Pakai server itu; hanya bila server itu tidak dipakai lagi: npm run -s seleksi -- spare unfence --data ${data} · a newer server took over; nothing here is lost`

/**
 * Puts the spare behind a server that is built and does not listen yet: the line to it, the words about it in the room
 * logs, the fence. `fenced` must end the server in order.
 */
export async function serveWithSpare(
  link: SpareLink,
  { services, http, delivery, data }: { services: Services; http: Server; delivery: Delivery; data: string },
  fenced: (by: { generation: number; epoch: string }) => void,
): Promise<{ stop(reason: 'fenced' | 'stopped'): Promise<void> }> {
  const { log } = services
  const tellRooms = async (kind: RoomEventKind, detail: Record<string, number>) => {
    const { sitting } = services.store.tables
    const running = await services.store.read
      .select({ id: sitting.id })
      .from(sitting)
      .where(eq(sitting.state, 'running'))
    for (const { id } of running) delivery.roomLog.add({ sitting: id, kind, detail })
  }
  const said = (promise: Promise<void>) =>
    void promise.catch((error: unknown) => log.error({ err: error }, 'room log of the spare not written'))
  let following = false
  await link.attach(http, {
    services,
    database: `${data}/seleksi.sqlite`,
    fenced,
    changed(state) {
      log.warn({ state }, 'spare server')
      if (state === 'copying') return
      const now = state === 'following'
      if (now !== following) said(tellRooms(now ? 'spare-back' : 'spare-lost', {}))
      following = now
    },
  })
  delivery.writer.disk = withSpare(delivery.writer.disk, link)
  const line = link.line as Line
  const seen = new Set<string>()
  watchBrowsers(http, services.secret, line, {
    newer: (served) => link.fencedBy(served),
    other({ generation, epoch }) {
      if (seen.has(epoch)) return
      seen.add(epoch)
      log.error({ generation }, 'a browser was served by another copy of these records')
      said(tellRooms('other-line', { generation }))
    },
  })
  const spare = readSpareFile(data)
  const fence = spare?.takenOverAt ? fenceOld(spare, line) : null
  return {
    async stop(reason) {
      fence?.stop()
      await link.finish(reason === 'fenced')
    },
  }
}
