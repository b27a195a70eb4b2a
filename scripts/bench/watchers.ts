import { io } from 'socket.io-client'
import type { RoomChange } from '../../server/protocol/proctor.ts'
import { progressCount } from '../../server/protocol/progress.ts'

/** Consoles in a process of their own, so that what is measured is what they cost the server. */
const [origin, cookie, sitting, count] = process.argv.slice(2) as [string, string, string, string]
const behind: number[] = []
let tiles = 0
const sockets = Array.from({ length: Number(count) }, (_, at) => {
  const socket = io(`${origin}/proctor`, { transports: ['websocket'], extraHeaders: { origin, cookie } })
  socket.on('change', (change: RoomChange) => {
    if (at > 0) return
    behind.push(Date.now() - change.wallNow)
    tiles += change.tiles.length + progressCount(change.progress)
  })
  return new Promise<void>((resolve) => {
    socket.on('connect', () => socket.emit('watch', { sitting }, () => resolve()))
  })
})
await Promise.all(sockets)
process.send?.('watching')
process.on('message', () => {
  process.send?.({ changes: behind.length, tiles, slowestMs: Math.max(0, ...behind) })
  process.exit(0)
})
