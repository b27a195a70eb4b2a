import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startServer } from './browser/hall.ts'
import { prepareRoom, ROOM_PASSWORD } from './room/prepared-room.ts'
import { answerFor, mostAnswers, order, quantile, seat, start, syncTimes } from './room/room-load.ts'
import { StaffClient } from './room/staff-client.ts'

/**
 * npm run preflight: is this computer fit to be the server of a room? Starts the real server beside the data folder it
 * will use (the same disk), seats simulated stations, starts them at once, lets them answer as people do and then as
 * fast as they can, and says what that means. Nothing of it stays.
 */
const HELP = `npm run preflight [-- OPTIONS]
  --stations N   how many stations the room has (default 60, at most 1000)
  --seconds N    how long they answer (default 20)
  --data DIR     the data folder of the sitting; the trial runs on its disk (default data)
  --json         figures as JSON
  --help         this text`
/** People answer about once in 20 s; a hall in its last minutes three times as fast. */
const PEOPLE_PER_SECOND = 3 / 20

const { values } = parseArgs({
  options: {
    stations: { type: 'string', default: '60' },
    seconds: { type: 'string', default: '20' },
    data: { type: 'string', default: 'data' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const [stationCount, seconds] = [Number(values.stations), Number(values.seconds)]
if (values.help) print(HELP)
else if (!Number.isInteger(stationCount) || stationCount < 1 || stationCount > 1000)
  stop('--stations: bilangan 1 sampai 1000 · a number from 1 to 1000')
else if (!Number.isInteger(seconds) || seconds < 1 || seconds > 600)
  stop('--seconds: bilangan 1 sampai 600 · a number from 1 to 600')
else await preflight(resolve(values.data), stationCount, seconds, values.json)

interface Verdict {
  what: string
  measured: string
  asked: string
  ok: boolean
}

async function preflight(disk: string, count: number, seconds: number, json: boolean): Promise<void> {
  mkdirSync(disk, { recursive: true })
  const folder = mkdtempSync(join(disk, 'preflight-'))
  try {
    const syncs = syncTimes(folder, 200)
    const space = statfsSync(folder)
    const freeMb = Math.floor((space.bavail * space.bsize) / 1e6)
    const room = await prepareRoom(join(folder, 'hall'), count, 30)
    const server = await startServer(join(folder, 'hall'))
    try {
      const staff = await StaffClient.signIn(server.url, 'pengawas-1', ROOM_PASSWORD)
      await order(staff, room.sitting, 'open')
      const seating = performance.now()
      const stations = await seat(server.url, room)
      const seatedMs = performance.now() - seating
      const starts = await start(staff, room.sitting, stations)
      const waits = await answerFor(stations, seconds, 2000)
      const most = await mostAnswers(stations, 5)
      for (const station of stations) station.unplug()
      const needed = count * PEOPLE_PER_SECOND
      report(
        [
          verdict('fsync, p50', quantile(syncs, 0.5), 'ms', 20),
          verdict('fsync, p99', quantile(syncs, 0.99), 'ms', 100),
          verdict(`${count} stations in, all`, seatedMs / 1000, 's', Math.max(10, count / 10)),
          verdict('start until items, slowest', Math.max(...starts), 'ms', 2000),
          verdict('answer until stored, p50', quantile(waits, 0.5), 'ms', 100),
          verdict('answer until stored, p99', quantile(waits, 0.99), 'ms', 500),
          {
            ...{ what: 'headroom', measured: `${(most / needed).toFixed(0)} ×`, asked: 'at least 5 ×' },
            ok: most / needed >= 5,
          },
          { what: 'free space', measured: `${freeMb} MB`, asked: 'at least 2000 MB', ok: freeMb >= 2000 },
        ],
        `${waits.length} answers in ${seconds} s, then ${most.toFixed(0)} in a second; a hall of ${count} gives about ${needed.toFixed(1)} in a second at its busiest`,
        json,
      )
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function verdict(what: string, value: number, unit: string, most: number): Verdict {
  const digits = value < 10 ? 2 : 0
  return { what, measured: `${value.toFixed(digits)} ${unit}`, asked: `at most ${most} ${unit}`, ok: value <= most }
}

function report(verdicts: Verdict[], words: string, json: boolean): void {
  const fit = verdicts.every((one) => one.ok)
  if (json) {
    print(JSON.stringify({ fit, verdicts, words }, null, 1))
    return
  }
  const wide = Math.max(...verdicts.map((one) => one.what.length))
  for (const { what, measured, asked, ok } of verdicts)
    print(`  ${ok ? 'OK  ' : 'SLOW'}  ${what.padEnd(wide)}  ${measured.padStart(10)}   (${asked})`)
  print(`\n  ${words}`)
  print(
    fit
      ? '\nSiap: komputer ini sanggup melayani ruang sebesar ini. · Fit for a room of this size.'
      : '\nBelum siap: lihat baris SLOW; ganti disknya dengan SSD, tutup program lain, atau kurangi meja. · Not fit: see SLOW.',
  )
  if (!fit) process.exitCode = 1
}

function stop(message: string): void {
  process.stderr.write(`seleksi: ${message}\n`)
  process.exitCode = 2
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
