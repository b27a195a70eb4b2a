import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { benchAnswers } from './bench/answers.ts'
import { benchBackup } from './bench/backup.ts'
import { benchConsoles } from './bench/consoles.ts'
import { benchFinish } from './bench/finish-storm.ts'
import { benchGrowth } from './bench/growth.ts'
import { machineWords } from './bench/machine.ts'
import { benchPeer } from './bench/peer.ts'
import { benchPlacement } from './bench/placement.ts'
import { benchRanking } from './bench/ranking.ts'
import { benchRegistrations } from './bench/registrations.ts'
import { benchRestart } from './bench/restart.ts'
import { benchResults } from './bench/results.ts'
import { line, type Say } from './bench/say.ts'
import { benchStart } from './bench/start-storm.ts'
import { benchWriter } from './bench/writer.ts'
import { temporaryFolder } from './browser/hall.ts'

/**
 * npm run bench: all figures in one run, as ratios where there is something to compare with; absolute ones are for this
 * machine alone. What each means, and the marks: BENCH.md.
 */
const HELP = `npm run bench [-- OPTIONS]
  (none)        all figures, 8 to 10 minutes
  --short       everything once and small, some seconds: does it run at all
  --only WORD   the parts whose name has this word: answers, start, end, restart, consoles, backup, writer,
                results, placement, registrations
  --growth      stations 500 to 20,000 and log 10^4 to 10^7 events, some minutes; goes into scripts/BENCH.md
  --peer FILE   answers saved by another system beside ours (BENCH.md)
  --help        this text`

const { values: options } = parseArgs({
  options: {
    short: { type: 'boolean' },
    only: { type: 'string' },
    growth: { type: 'boolean' },
    peer: { type: 'string' },
    help: { type: 'boolean' },
  },
})
if (options.help) {
  process.stdout.write(`${HELP}\n`)
  process.exit(0)
}

/** The short form has no marks: it says that everything runs, and nothing of how fast. */
const say: Say = (what, value, unit, mark) =>
  void process.stdout.write(`${line(what, value, unit, options.short ? {} : mark)}\n`)
const folder = temporaryFolder()
process.stdout.write(`${machineWords()}\n`)
try {
  if (options.growth) await benchGrowth(say, folder.path, { short: options.short === true })
  else if (options.peer !== undefined) await benchPeer(say, folder.path, readFileSync(options.peer, 'utf8'))
  else await all(options.short === true, options.only ?? '')
} finally {
  folder.remove()
}

async function all(short: boolean, only: string): Promise<void> {
  const stations = short ? 40 : 5000
  const ms = short ? 300 : 6000
  const answers = short
    ? { stations, ms, rounds: 1, rates: [200], slowRates: [100] }
    : { stations, ms, rounds: 3, rates: [20_000, 30_000], slowRates: [15_000] }
  const parts: [string, () => Promise<void> | void][] = [
    ['answers', () => benchAnswers(say, folder.path, answers)],
    ['start', () => benchStart(say, folder.path, stations)],
    ['end', () => benchFinish(say, folder.path, stations)],
    ['restart', () => benchRestart(say, folder.path, stations, short ? 2000 : 1_000_000)],
    ['consoles', () => benchConsoles(say, stations, short ? 1000 : 3000)],
    [
      'backup',
      () =>
        benchBackup(say, folder.path, {
          stations: short ? 20 : 500,
          rate: short ? 100 : 2000,
          ms,
          rounds: short ? 1 : 3,
          megabytes: short ? 2 : 60,
        }),
    ],
    ['writer', () => benchWriter(say, short ? 20 : 500)],
    ['results', () => (short ? benchRanking(say, 1000) : benchRanking(say, 100_000))],
    ['results', () => (short ? undefined : benchResults(say))],
    [
      'registrations',
      () =>
        benchRegistrations(say, folder.path, {
          stations: short ? 20 : 500,
          rate: short ? 100 : 500,
          ms: short ? 1500 : 10_000,
          rounds: short ? 1 : 3,
          perMinute: 200,
        }),
    ],
    ['placement', () => benchPlacement(say, short ? 500 : 10_000)],
  ]
  for (const [name, part] of parts) if (name.includes(only)) await part()
}
