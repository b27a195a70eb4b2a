import type { ReactNode } from 'react'
import type { ServerState } from '../../server/protocol/server-state.ts'
import type { Loaded } from '../shared/load.ts'
import { ServerLine, ServerPanel, ServerTrouble } from '../shared/parts/server-panel.tsx'
import { CommitteePage } from './committee-frame.tsx'
import type { Story } from './story.ts'

const GB = 1e9
const well: ServerState = {
  ...{ ready: true, reasons: [], delayMs: 3, depth: 0, stations: 498, waiting: 0, perSecond: 400 },
  disk: { state: 'ample', free: 74 * GB, total: 252 * GB, held: 0.25 * GB, wanted: 0.25 * GB },
}
const at = (change: Partial<ServerState> = {}): Loaded<ServerState> => ({
  at: 'ready',
  value: { ...well, ...change },
})
const low = at({ disk: { ...well.disk, state: 'low', free: 0.04 * GB, held: 0.23 * GB } })
const full = at({
  ready: false,
  reasons: [
    {
      id: 'Disk server penuh dan cadangannya sudah terpakai. Kosongkan disk sekarang.',
      en: 'The disk of the server is full and its reserve is used up. Free space now.',
    },
    {
      id: 'Tulisan kecil tidak tersimpan dalam 2 detik. Jawaban tetap aman di komputer peserta; periksa disk server.',
      en: 'A small write was not durable within 2 seconds. Responses are safe at the stations; check the disk of the server.',
    },
  ],
  disk: { ...well.disk, state: 'full', free: 0, held: 0 },
})
const queue = at({ waiting: 312, perSecond: 120, delayMs: 240, depth: 1840, stations: 4120 })
const unreachable: Loaded<ServerState> = { at: 'unreachable' }

const panel = (of: Loaded<ServerState>): ReactNode => (
  <CommitteePage screen="overview">
    <ServerPanel of={of} />
  </CommitteePage>
)
const consoleLines = (of: Loaded<ServerState>): ReactNode => (
  <CommitteePage screen="exams" role="proctor">
    <ServerTrouble of={of} />
    <ServerLine of={of} />
  </CommitteePage>
)

export const stories: Story[] = [
  { name: 'health / well', render: () => panel(at()) },
  { name: 'health / sign-ins wait', render: () => panel(queue) },
  { name: 'health / disk low', render: () => panel(low) },
  { name: 'health / disk full', render: () => panel(full) },
  { name: 'health / unreachable', render: () => panel(unreachable) },
  {
    name: 'health / nobody watches the disk',
    render: () => panel(at({ disk: { ...well.disk, total: 0, free: 0, held: 0, wanted: 0 } })),
  },
  { name: 'health / console well', render: () => consoleLines(at()) },
  { name: 'health / console sign-ins wait', render: () => consoleLines(queue) },
]
