import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildHall } from './simulation/hall.ts'
import { scratchFolder } from './simulation/scratch.ts'
import { isSound, type Outcome, simulate } from './simulation/sitting.ts'
import { record, table } from './simulation/table.ts'

const HELP = `npm run simulate -- [OPTIONS]
  Lives through whole sittings on virtual time: lost, late, doubled and overtaken frames, dead computers, a killed
  server. Then compares what the stations were told with what is on the disk. Ends with 1 if anything is wrong.

  --seed N       which sitting; the same seed gives the same sitting (42)
  --seeds K      K sittings, from --seed on (1)
  --stations N   how many seats (40)
  --minutes N    working time; from 60 on, all 110 items (10)
  --json         figures and sentences as JSON on stdout
`

interface Wanted {
  seed: number
  seeds: number
  stations: number
  minutes: number
  json: boolean
}

/** A wish that cannot be met, in one line. */
class Stop extends Error {}

function read(args: string[]): Wanted | null {
  const text = { type: 'string' } as const
  const yes = { type: 'boolean' } as const
  const options = { seed: text, seeds: text, stations: text, minutes: text, json: yes, help: yes }
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
  return {
    seed: whole('seed', 42, 0, 999_999_999),
    seeds: whole('seeds', 1, 1, 100_000),
    stations: whole('stations', 40, 1, 500),
    minutes: whole('minutes', 10, 1, 300),
    json: values.json === true,
  }
}

async function main(wanted: Wanted): Promise<boolean> {
  const { seed: first, seeds, stations, minutes, json } = wanted
  const base = scratchFolder()
  const hall = await buildHall(join(base, 'hall'), stations, minutes)
  const outcomes: Outcome[] = []
  const replayOf = (seed: number) => `npm run simulate -- --seed ${seed} --stations ${stations} --minutes ${minutes}`
  for (let seed = first; seed < first + seeds; seed++) {
    const folder = join(base, `seed-${seed}`)
    const outcome = await simulate({ seed, hall, minutes, folder })
    rmSync(folder, { recursive: true })
    outcomes.push(outcome)
    if (json) continue
    if (seeds === 1 || !isSound(outcome)) print(table(outcome, replayOf(seed)))
    else print(`seed ${seed}  OK  ${outcome.figures.events} events  ${outcome.digest}`)
  }
  const unsound = outcomes.filter((outcome) => !isSound(outcome)).map(({ seed }) => seed)
  const sound = unsound.length === 0
  if (json) print(JSON.stringify({ sound, runs: outcomes.map((one) => record(one, replayOf(one.seed))) }, null, 1))
  else if (seeds > 1)
    print(`\n${seeds} sittings, ${seeds - unsound.length} sound${sound ? '' : `; look at seed ${unsound.join(', ')}`}`)
  return sound
}

const print = (text: string) => void process.stdout.write(`${text}\n`)

// An interrupted run leaves nothing behind either.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

try {
  const wanted = read(process.argv.slice(2))
  if (wanted === null) print(HELP)
  else if (!(await main(wanted))) process.exitCode = 1
} catch (error) {
  if (!(error instanceof Stop)) throw error
  process.stderr.write(`simulate: ${error.message}\n`)
  process.exitCode = 2
}
