import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import closeWithGrace from 'close-with-grace'
import pino from 'pino'
import manifest from '../package.json' with { type: 'json' }
import { firstAdministrator } from './access/staff-store.ts'
import { buildApp } from './app.ts'
import { audit } from './audit/audit-store.ts'
import { readLine } from './backup/line-store.ts'
import { memoryBus } from './bus/memory.ts'
import { examClock } from './clock.ts'
import { readConfig } from './config.ts'
import { DataProblem, openDataFolder } from './data-folder.ts'
import { isDemoFolder, isUntouched, seedDemo, welcomeOf } from './demo/seed-demo.ts'
import { makeRoom } from './health/ballast-store.ts'
import { isFull } from './health/disk-job.ts'
import { logOptions } from './health/log-lines.ts'
import type { Services } from './services.ts'
import { fencedSentence, serveWithSpare } from './spare/spare-job.ts'
import { SpareLink } from './spare/spare-socket.ts'
import { storeWithSpare } from './spare/spare-writer.ts'

const ROOT = resolve(import.meta.dirname, '..')
const HELP = `npm start [-- OPTIONS]
  (none)        serve the demo data in data/demo
  --empty       serve real records in data/hall; begins clean with the first administrator
  --data DIR    another data folder (same as SELEKSI_DATA); begins clean
  --demo        fill a folder that was never used with the demo
  --port N      another port (same as PORT)
  --accept-damaged-log
                begin with what lies before the damage of a log that a disk has changed
  --help        this text`

/** Ends with one line on stderr: what happened and what to do. */
function stop(message: string): never {
  process.stderr.write(`seleksi: ${message}\n`)
  process.exit(2)
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        empty: { type: 'boolean' },
        demo: { type: 'boolean' },
        data: { type: 'string' },
        port: { type: 'string' },
        'accept-damaged-log': { type: 'boolean' },
        help: { type: 'boolean' },
      },
      strict: true,
    }).values
  } catch (error) {
    return stop(
      `${error instanceof Error ? error.message.split('. To specify')[0] : String(error)}. Lihat: npm start -- --help`,
    )
  }
}

const options = readOptions()
if (options.help) {
  process.stdout.write(`${HELP}\n`)
  process.exit(0)
}
if (options.empty && options.demo)
  stop('--empty dan --demo tidak dapat dipakai bersama · --empty and --demo exclude each other')
const given = options.data ?? process.env['SELEKSI_DATA']
const reading = readConfig(
  {
    ...process.env,
    PORT: options.port ?? process.env['PORT'],
    SELEKSI_DATA: given ?? (options.empty ? 'data/hall' : 'data/demo'),
  },
  ROOT,
)
if (!reading.ok) stop(reading.problems.join('; '))
const { config } = reading
const wantsDemo = options.demo === true || (given === undefined && !options.empty)

makeRoom(config.data)
const folder = (() => {
  try {
    return openDataFolder(config.data, { serve: true, acceptDamage: options['accept-damaged-log'] === true })
  } catch (error) {
    if (error instanceof DataProblem) return stop(error.message)
    throw error
  }
})()

const log = pino(logOptions(config.logLevel))
const clock = await examClock(folder.store)
const spare = new SpareLink()
const services: Services = {
  store: storeWithSpare(folder.store, spare),
  bus: memoryBus(),
  clock,
  newId: () => randomBytes(16).toString('base64url'),
  log,
  secret: folder.secret,
  config,
  build: manifest.version,
}

if (folder.damage)
  await services.store.transaction((db) =>
    audit(services, db, { actor: 'server', action: 'log.damaged', subject: config.data, detail: { ...folder.damage } }),
  )

const fencedBefore = (await readLine(services))?.fenced
if (fencedBefore) stop(fencedSentence(config.data, fencedBefore))

const demoBefore = await isDemoFolder(services)
if (options.empty && demoBefore)
  stop(`folder "${config.data}" berisi data demo; pilih folder lain dengan SELEKSI_DATA · this folder holds demo data`)
let demo = demoBefore
const app = await buildApp(
  services,
  () => welcomeOf(services),
  () => demo,
).catch((error: unknown) => {
  if (isFull(error))
    stop(
      `disk folder "${config.data}" penuh; yang tersimpan aman. Kosongkan disk, lalu mulai lagi · the disk is full; what was saved is safe. Free space, then start again`,
    )
  throw error
})

if (wantsDemo && (await isUntouched(services))) {
  await seedDemo(services, app)
  demo = true
}
let fencedNow = false
const standby = await serveWithSpare(
  spare,
  { services, http: app.http.server, delivery: app.delivery, data: config.data },
  (by) => {
    fencedNow = true
    process.stderr.write(`seleksi: ${fencedSentence(config.data, by)}\n`)
    closing.close()
  },
)
// After the stations were sent away: what they were promised is shipped, then the line is closed.
app.http.addHook('preClose', () => standby.stop(fencedNow ? 'fenced' : 'stopped'))

const first = demo ? null : await firstAdministrator(services)

try {
  await app.http.listen({ port: config.port, host: config.host })
} catch (error) {
  const code = (error as NodeJS.ErrnoException).code
  await folder.close()
  if (code === 'EADDRINUSE')
    stop(
      `port ${config.port} sedang dipakai program lain; pilih port lain, misalnya PORT=3001 npm start · the port is in use`,
    )
  if (code === 'EACCES')
    stop(`port ${config.port} tidak boleh dipakai akun ini; pilih port di atas 1023 · this port is not allowed`)
  stop(`tidak dapat melayani di ${config.host}:${config.port} (${code ?? String(error)})`)
}

// Not waited for: people may come while the reserve is made.
void app.health.watch()
const address = app.http.server.address()
const port = typeof address === 'object' && address ? address.port : config.port
process.stdout.write(
  `Seleksi ${manifest.version} siap di http://localhost:${port}\n  data: ${config.data}${demo ? ' (demo)' : ''}\n`,
)
if (first) {
  process.stdout.write(
    `\n  Administrator pertama (ditampilkan sekali ini saja) · first administrator, shown only this once\n    nama pengguna / user name : ${first.username}\n    kata sandi / password     : ${first.password}\n\n`,
  )
}

const closing = closeWithGrace({ delay: 10_000, logger: log }, async ({ err }) => {
  if (err) log.fatal({ err }, 'stopping after an error')
  await app.http.close()
  clock.stop()
  await folder.close()
})
