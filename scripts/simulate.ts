import { parseArgs } from 'node:util'
import type { Catch } from './simulation/bug-hunt.ts'
import { huntAll, type Report, simulateAll } from './simulation/crew.ts'
import { BUG_NAMES, BUGS } from './simulation/planted-bugs.ts'

const HELP = `npm run simulate -- [OPTIONS]
  Lives through whole sittings on virtual time. Each seed draws none to six faults: a killed server, a power cut, a
  failing, full or slow disk, a jumping clock, cut rooms and cables, lost, late and doubled frames, moved candidates,
  commands against each other. Then compares what the stations were told with what is on the disk.
  Ends with 1 if anything is wrong; the same seed gives the same sitting and the same digest.

  --seed N       which sitting, or the first of them (42)
  --seeds K      K sittings, from --seed on (1)
  --stations N   how many seats, to 500 (24)
  --minutes N    working time; from 60 on, all 110 items (10)
  --bugs         plants one protocol bug after the other and shows the seed that finds it (up to --seeds, 1000)
  --json         figures and sentences as JSON on stdout
`

interface Wanted {
  seed: number
  seeds: number
  stations: number
  minutes: number
  bugs: boolean
  json: boolean
}

/** A wish that cannot be met, in one line. */
class Stop extends Error {}

function read(args: string[]): Wanted | null {
  const text = { type: 'string' } as const
  const yes = { type: 'boolean' } as const
  const options = { seed: text, seeds: text, stations: text, minutes: text, bugs: yes, json: yes, help: yes }
  let values: { [name in keyof typeof options]?: string | boolean }
  try {
    values = parseArgs({ args, options, strict: true }).values
  } catch (error) {
    throw new Stop(
      `${error instanceof Error ? error.message.split('. To specify')[0] : error}; see: npm run simulate -- --help`,
    )
  }
  if (values.help) return null
  const whole = (name: keyof typeof options, usual: number, least: number, most: number): number => {
    const given = values[name] ?? String(usual)
    if (!/^\d{1,9}$/.test(String(given)) || Number(given) < least || Number(given) > most)
      throw new Stop(`--${name} must be a whole number from ${least} to ${most}, not "${given}"`)
    return Number(given)
  }
  const bugs = values.bugs === true
  return {
    seed: whole('seed', bugs ? 1 : 42, 0, 999_999_999),
    seeds: whole('seeds', bugs ? 1000 : 1, 1, 100_000),
    stations: whole('stations', 24, 6, 500),
    minutes: whole('minutes', 10, 1, 300),
    bugs,
    json: values.json === true,
  }
}

async function sittings({ seed: first, seeds, json, ...size }: Wanted): Promise<boolean> {
  const reports: Report[] = []
  await simulateAll(
    size,
    Array.from({ length: seeds }, (_, index) => first + index),
    (report) => {
      reports.push(report)
      if (json) return
      if (seeds === 1 || !report.sound) print(report.text)
      else if (seeds <= 100) print(`seed ${report.seed}  OK  ${report.events} events  ${report.digest}`)
      else if (reports.length % 100 === 0) print(`${reports.length} of ${seeds}`)
    },
  )
  reports.sort((a, b) => a.seed - b.seed)
  const unsound = reports.filter(({ sound }) => !sound).map(({ seed }) => seed)
  const sound = unsound.length === 0
  if (json) print(JSON.stringify({ sound, runs: reports.map((one) => one.json) }, null, 1))
  else if (seeds > 1) {
    const events = reports.reduce((sum, one) => sum + one.events, 0)
    print(
      `\n${seeds} sittings, ${events} events, ${seeds - unsound.length} sound${sound ? '' : `; look at seed ${unsound.join(', ')}`}`,
    )
  }
  return sound
}

async function planted({ seed: first, seeds: most, json, ...size }: Wanted): Promise<boolean> {
  const caught: Catch[] = []
  await huntAll(size, BUG_NAMES, { first, most }, (one) => {
    caught.push(one)
    if (!json)
      print(`${one.bug.padEnd(28)}${one.seed === null ? 'NOT FOUND' : `seed ${one.seed}`.padEnd(11)}${one.sentence}`)
  })
  const missed = caught.filter(({ seed }) => seed === null)
  caught.sort((a, b) => BUG_NAMES.indexOf(a.bug) - BUG_NAMES.indexOf(b.bug))
  if (json)
    print(
      JSON.stringify(
        caught.map((one) => ({ ...one, says: BUGS[one.bug].says })),
        null,
        1,
      ),
    )
  else
    print(
      `\n${caught.length - missed.length} of ${caught.length} planted bugs found within ${most} seeds of ${size.stations} stations x ${size.minutes} min; the last after ${Math.max(...caught.map((one) => one.seeds))}`,
    )
  return missed.length === 0
}

const print = (text: string) => void process.stdout.write(`${text}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

try {
  const wanted = read(process.argv.slice(2))
  if (wanted === null) print(HELP)
  else if (!(await (wanted.bugs ? planted(wanted) : sittings(wanted)))) process.exitCode = 1
} catch (error) {
  if (!(error instanceof Stop)) throw error
  process.stderr.write(`simulate: ${error.message}\n`)
  process.exitCode = 2
}
