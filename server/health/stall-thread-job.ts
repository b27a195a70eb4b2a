import { writeSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'

/**
 * Runs in a thread of its own and sees when the main one does not turn. Says so on stderr while it lasts, for a loop
 * that never comes back could not say it; when it comes back, it is told how long that was.
 */
const { beats, blockedMs, everyMs } = workerData as { beats: SharedArrayBuffer; blockedMs: number; everyMs: number }
const count = new Int32Array(beats)
let seen = Atomics.load(count, 0)
let changedAt = performance.now()
let lookedAt = changedAt
let said = false

setInterval(() => {
  const now = performance.now()
  // This thread stood still too: the process was stopped or the machine slept. That is the exam clock's matter.
  const alsoStopped = now - lookedAt > blockedMs
  lookedAt = now
  const beat = Atomics.load(count, 0)
  if (beat !== seen || alsoStopped) {
    if (said) parentPort?.postMessage({ blockedMs: Math.round(now - changedAt) })
    said = false
    seen = beat
    changedAt = now
    return
  }
  if (said || now - changedAt < blockedMs) return
  said = true
  const line = { level: 50, time: Date.now(), pid: process.pid, blockedMs: Math.round(now - changedAt) }
  writeSync(2, `${JSON.stringify({ ...line, msg: 'the event loop is blocked' })}\n`)
}, everyMs)
