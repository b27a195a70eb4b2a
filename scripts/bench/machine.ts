import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'

/** What the figures were measured on, in one line. */
export function machineWords(): string {
  const [first] = cpus()
  const gib = Math.round(totalmem() / 2 ** 30)
  return `${first?.model.trim() || 'unknown processor'}, ${cpus().length} cores, ${gib} GiB, Node ${process.versions.node}${loadWords()}`
}

/** Linux: how many others wanted a core when the bench began. */
function loadWords(): string {
  try {
    return `, load ${readFileSync('/proc/loadavg', 'utf8').split(' ')[0]} at the start`
  } catch {
    return ''
  }
}
