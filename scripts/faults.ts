import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { FAULTS } from './faults/all.ts'
import { undoAll, undoAtEnd, undoWhenStopped } from './faults/cleanup.ts'
import { type Fault, isSound } from './faults/fault.ts'
import { machineWords, type Result, tableText } from './faults/table.ts'

/**
 * npm run faults: breaks the server on purpose, one fault after the other, and counts what that cost. Everything happens
 * in folders, images and network namespaces of its own under the system's folder for temporary files; they are removed.
 */
const HELP = `npm run faults [-- OPTIONS]
  --list         the faults, and whether this machine can make them
  --only NAMES   only these, separated by commas; a name may be its beginning (proxy names, packet-loss …)
  --cycles N     so often each, instead of the number of the full run
  --quick        a few cycles of each, for hands; writes no table
  --seed N       another run of chance (default 1)
  --json         the results as JSON
  --no-table     leave server/delivery/FAULTS.md as it is
  --help         this text
Mounts, namespaces and libfaketime need root and Linux; what is missing is said in the table and not passed over.`
const TABLE = resolve(import.meta.dirname, '../server/delivery/FAULTS.md')

const options = readOptions()
if (options) await main(options)

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        list: { type: 'boolean', default: false },
        only: { type: 'string' },
        cycles: { type: 'string' },
        quick: { type: 'boolean', default: false },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        'no-table': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    const names = values.only?.split(',').map((name) => name.trim())
    const chosen = names ? FAULTS.filter(({ name }) => isNamed(names, name)) : [...FAULTS]
    const unknown = names?.filter((each) => !FAULTS.some(({ name }) => name.startsWith(each))) ?? []
    if (unknown.length > 0) return stop(`gangguan "${unknown.join(', ')}" tidak ada; lihat --list · no such fault`)
    const cycles = values.cycles === undefined ? null : Number(values.cycles)
    if (cycles !== null && (!Number.isInteger(cycles) || cycles < 1 || cycles > 100_000))
      return stop('--cycles: bilangan 1 sampai 100000 · a number from 1 to 100,000')
    if (!/^\d{1,9}$/.test(values.seed)) return stop('--seed: bilangan bulat · a whole number')
    return { ...values, chosen, cycles, seed: Number(values.seed) }
  } catch (error) {
    return stop(`${(error as Error).message.split('. To specify')[0]}. Lihat: npm run faults -- --help`)
  }
}

/** By its whole name; else by its beginning. */
function isNamed(names: string[], name: string): boolean {
  return names.some((each) => (FAULTS.some((one) => one.name === each) ? name === each : name.startsWith(each)))
}

async function main({ chosen, cycles, ...options }: NonNullable<ReturnType<typeof readOptions>>): Promise<void> {
  if (options.help) return print(HELP)
  if (options.list)
    return print(
      FAULTS.map(({ name, what, cycles: { full }, lacks }) => {
        const missing = lacks?.()
        return `${name.padEnd(24)} ${String(full).padStart(5)} ×  ${what}${missing ? `  [tidak di sini · not here: ${missing}]` : ''}`
      }).join('\n'),
    )
  undoWhenStopped()
  const results = new Map<string, Result>()
  let sound = true
  for (const fault of chosen) {
    const times = cycles ?? (options.quick ? fault.cycles.quick : fault.cycles.full)
    if (times === 0) continue
    const result = await make(fault, times, options.seed)
    results.set(fault.name, result)
    if ('failed' in result || ('outcome' in result && !isSound(result.outcome))) sound = false
    if (!options.json) print(sentence(fault, result))
    // After each: a long run that is interrupted keeps what it has.
    if (!options.quick && !options['no-table']) write(results)
  }
  if (options.json) print(JSON.stringify(Object.fromEntries(results), null, 1))
  undoAll()
  process.exit(sound ? 0 : 1)
}

async function make(fault: Fault, cycles: number, seed: number): Promise<Result> {
  const missing = fault.lacks?.()
  if (missing) return { lacks: missing }
  const folder = mkdtempSync(join(tmpdir(), 'seleksi-faults-'))
  const forget = undoAtEnd(() => rmSync(folder, { recursive: true, force: true }))
  try {
    const say = (line: string) => void process.stderr.write(`  ${fault.name}: ${line}\n`)
    return { outcome: await fault.run({ cycles, seed, folder, say }) }
  } catch (error) {
    return { failed: (error as Error).stack?.split('\n').slice(0, 2).join(' ').trim() ?? String(error) }
  } finally {
    forget()
    rmSync(folder, { recursive: true, force: true })
  }
}

function write(results: ReadonlyMap<string, Result>): void {
  const before = existsSync(TABLE) ? readFileSync(TABLE, 'utf8') : ''
  const date = new Date().toISOString().slice(0, 10)
  writeFileSync(TABLE, tableText(before, FAULTS, results, { date, command: 'npm run faults', machine: machineWords() }))
}

function sentence({ name }: Fault, result: Result): string {
  if ('lacks' in result) return `  --      ${name}: ${result.lacks}`
  if ('failed' in result) return `  BROKEN  ${name}: ${result.failed}`
  const { outcome } = result
  const figures = `${outcome.cycles} cycles, ${outcome.acknowledged} acknowledged, ${outcome.lost} lost, ${outcome.repeated} repeated, ${outcome.late} late, ${outcome.owed.toFixed(1)} s owed`
  const recovery = outcome.recoveryMs === null ? '' : `, recovery ${(outcome.recoveryMs / 1000).toFixed(1)} s`
  const first = outcome.breaches.slice(0, 5).map((one) => `\n            ${one}`)
  return `  ${isSound(outcome) ? 'held  ' : 'BROKEN'}  ${name}: ${figures}${recovery}${outcome.note ? ` (${outcome.note})` : ''}${first.join('')}`
}

function stop(message: string): null {
  process.stderr.write(`seleksi: ${message}\n`)
  process.exitCode = 2
  return null
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
