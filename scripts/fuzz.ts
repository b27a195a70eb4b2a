import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fuzzOnce } from '../question-bank/import/fuzz.ts'
import { randomFrom } from '../question-bank/random.ts'

/**
 * npm run fuzz: breaks files of every item format in seeded ways and reads them (question-bank/RULES.md B37). Ends with
 * status 1 at the first file that is not answered as promised, takes too long, or lets memory grow; its bytes are kept.
 */
const HELP = `npm run fuzz [-- OPTIONS]
  --runs N     so many files (default 20000)
  --seconds N  at most so long (default 60)
  --seed TEXT  another run of chance (default "1"); with --at N only its file number N
  --help       this text`
/** One small file may take so long, and all of them together may leave so much behind. */
const FILE_MS_MAX = 2_000
const GROWTH_BYTES_MAX = 300 * 1024 * 1024

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    at: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) console.log(HELP)
else process.exitCode = fuzz(values.at === undefined ? 0 : Number(values.at))

function fuzz(first: number): number {
  const runs = values.at === undefined ? Number(values.runs) : first + 1
  const until = Date.now() + Number(values.seconds) * 1_000
  const formats: Record<string, number> = {}
  let slowest = 0
  let before = 0
  let run = first
  for (; run < runs && Date.now() < until; run++) {
    const started = performance.now()
    const { bytes, format, problem } = fuzzOnce(randomFrom(`${values.seed}-${run}`))
    const took = performance.now() - started
    slowest = Math.max(slowest, took)
    formats[format] = (formats[format] ?? 0) + 1
    // The first thousand load what is loaded once.
    if (run === first + 1_000) before = process.memoryUsage().rss
    const grown = before === 0 ? 0 : process.memoryUsage().rss - before
    const found =
      problem ||
      (took > FILE_MS_MAX ? `${Math.round(took)} ms for ${bytes.length} bytes` : '') ||
      (grown > GROWTH_BYTES_MAX ? `memory grew by ${Math.round(grown / 1e6)} MB` : '')
    if (found === '') continue
    const folder = join(tmpdir(), 'seleksi-fuzz')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${values.seed}-${run}`), bytes)
    console.error(`--seed ${values.seed} --at ${run}: ${found}\nkept as ${join(folder, `${values.seed}-${run}`)}`)
    return 1
  }
  const counts = Object.entries(formats).map(([format, count]) => `${format} ${count}`)
  console.log(
    `${run - first} files, slowest ${Math.round(slowest)} ms; read as ${counts.sort().join(', ')}; none broke a promise`,
  )
  return 0
}
