import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { beginLine, readLine } from '../../server/backup/line-store.ts'
import { DATABASE } from '../../server/backup/manifest.ts'
import { lockFile } from '../../server/db/sqlite-file.ts'
import { cardPdf } from '../../server/spare/card-export.ts'
import { type FollowState, follow, openLine } from '../../server/spare/follow-job.ts'
import { inviteSpare, readInvite, readSpareState } from '../../server/spare/invite-store.ts'
import { readSpareFile, type SpareFile, writeSpareFile } from '../../server/spare/mirror-store.ts'
import { keyOf } from '../../server/spare/pairing.ts'
import { TakeOverProblem, takeOver } from '../../server/spare/take-over-store.ts'
import { newId, placed, WALL } from './backup.ts'
import { type Asked, type AskedOfFiles, type Command, type Flags, Stop, text } from './command.ts'
import { ACTOR } from './workplace.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const LOCK = 'spare.lock'
/** A file that asks the follower of this folder to let it go. */
const LET_GO = 'take-over'
const LOOK_MS = 100
const LET_GO_MS = 15_000
const MAIN_MS = 3000
const hour = new Intl.DateTimeFormat('id-ID', { timeStyle: 'medium', timeZone: 'Asia/Jakarta' })

export const spareCommands: Record<string, Command> = {
  'spare invite': {
    usage: 'spare invite [--no-wait]',
    what: 'Di server utama: buat kode pasangan untuk server cadangan. Jawaban menunggu cadangan, kecuali --no-wait.',
    names: { least: 0, most: 0 },
    flags: { 'no-wait': { type: 'boolean' } },
    async run({ flags, workplace, json, print, note }) {
      const wait = flags['no-wait'] !== true
      const code = await inviteSpare(workplace.services, ACTOR, wait)
      if (json) return print(JSON.stringify({ code, wait }, null, 1))
      print(code)
      note(
        'ketik di mesin cadangan: npm run -s seleksi -- spare follow --of http://ALAMAT-SERVER-UTAMA:3000 --data FOLDER --code KODE\n' +
          'kode ini membuka seluruh data: jangan difoto, jangan dikirim · this code opens all records; an older one is void',
      )
    },
  },
  'spare status': {
    usage: 'spare status',
    what: 'Keadaan pasangan: mengikuti, menyalin, atau sendiri.',
    names: { least: 0, most: 0 },
    run: status,
  },
  'spare follow': {
    needs: 'files',
    usage: 'spare follow --of http://SERVER:3000 --data FOLDER [--code KODE]',
    what: 'Di mesin cadangan: ikuti server utama terus-menerus; biarkan menyala selama ujian. --code hanya pertama kali.',
    names: { least: 0, most: 0 },
    flags: { of: { type: 'string' }, code: { type: 'string' } },
    check: ({ flags }) => void folderOf(flags),
    run: followMain,
  },
  'spare take-over': {
    needs: 'files',
    usage: 'spare take-over --data FOLDER [--port N] [--planned] [--no-serve]',
    what: 'Di mesin cadangan: ambil alih ruang. Matikan server utama dahulu; --planned bila ia masih sehat.',
    names: { least: 0, most: 0 },
    flags: { port: { type: 'string' }, planned: { type: 'boolean' }, 'no-serve': { type: 'boolean' } },
    check: ({ flags }) => void folderOf(flags),
    run: takeRoomOver,
  },
  'spare unfence': {
    usage: 'spare unfence',
    what: 'Sajikan lagi data yang sudah diambil alih; hanya bila server pengganti tidak dipakai lagi.',
    names: { least: 0, most: 0 },
    async run({ workplace: { services }, print }) {
      const line = await readLine(services)
      if (!line?.fenced)
        throw new Stop('data ini tidak diambil alih; tidak ada yang diubah · these records are not fenced')
      const after = await beginLine(services, 'unfence', ACTOR, { fencedBy: line.fenced.generation })
      print(`data ini dapat disajikan lagi, sebagai jalur ${after.generation}`)
    },
  },
  'spare card': {
    needs: 'files',
    usage: 'spare card --out KARTU.pdf [--main ALAMAT] [--port N] [--folder FOLDER]',
    what: 'Kartu satu halaman untuk meja server: apa yang dilakukan bila server utama mati.',
    names: { least: 0, most: 0 },
    flags: { out: { type: 'string' }, main: { type: 'string' }, port: { type: 'string' }, folder: { type: 'string' } },
    check({ flags }) {
      if (!text(flags, 'out')) throw new Stop('sebut berkasnya: --out KARTU.pdf')
    },
    async run({ flags, note }) {
      const out = placed(text(flags, 'out') as string)
      const [main, port, folder] = [text(flags, 'main'), text(flags, 'port'), text(flags, 'folder')]
      const organisation = process.env['SELEKSI_ORGANISATION'] ?? 'Panitia Seleksi'
      try {
        writeFileSync(
          out,
          await cardPdf({ organisation, main: main ?? null, port: port ?? '3000', folder: folder ?? null }),
        )
      } catch (error) {
        throw new Stop(`"${out}" tidak dapat ditulis: ${error instanceof Error ? error.message : String(error)}`)
      }
      note(`kartu ditulis ke ${out}`)
    },
  },
}

/** The spare's folder; never a default, for it is filled with the records of a hall. */
function folderOf(flags: Flags): string {
  const given = text(flags, 'data')
  if (!given) throw new Stop('sebut folder cadangannya: --data FOLDER')
  return placed(given)
}

async function status({ workplace: { services }, json, print }: Asked): Promise<void> {
  const [invite, state, line] = [await readInvite(services), await readSpareState(services), await readLine(services)]
  if (json)
    return print(JSON.stringify({ invited: invite !== null, wait: invite?.wait ?? false, ...state, line }, null, 1))
  if (!invite) return print('tidak ada server cadangan; undang dengan: spare invite')
  const words = { following: 'mengikuti', copying: 'sedang menyalin', alone: 'TIDAK ADA: server utama bekerja sendiri' }
  print(
    `cadangan ${words[state?.state ?? 'alone']}${state ? ` sejak ${hour.format(state.since)} WIB` : ''}; jawaban ${invite.wait ? 'menunggu' : 'tidak menunggu'} cadangan; jalur ${line?.generation ?? 1}`,
  )
}

const STATE: Record<FollowState, string> = {
  searching: 'MENCARI SERVER UTAMA',
  copying: 'menyalin seluruh data',
  following: 'MENGIKUTI, salinan lengkap',
  bye: 'server utama berhenti dengan tertib, salinan lengkap',
}

async function followMain({ flags, print }: AskedOfFiles): Promise<void> {
  const folder = folderOf(flags)
  const known = readSpareFile(folder)
  if (known?.takenOverAt) throw new Stop(`"${folder}" sudah mengambil alih; sajikan: npm start -- --data ${folder}`)
  const of = text(flags, 'of') ?? known?.of
  if (!of || !URL.canParse(of) || !/^http:\/\/[^/]+\/?$/.test(of))
    throw new Stop('sebut server utamanya: --of http://ALAMAT:3000')
  const code = text(flags, 'code') ?? process.env['SELEKSI_SPARE_CODE']
  const key = code === undefined ? known?.key : keyOf(code)?.toString('base64url')
  if (!key)
    throw new Stop(
      code === undefined
        ? 'pertama kali perlu kode pasangan: --code KODE; buat di server utama dengan: spare invite'
        : 'kode itu salah tulis: 32 huruf dan angka, delapan kelompok empat · no pairing code',
    )
  if (!known && existsSync(folder) && readdirSync(folder).length > 0)
    throw new Stop(`folder "${folder}" tidak kosong dan tidak disentuh; sebut folder baru dengan --data`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const unlock = lockFile(join(folder, LOCK))
  if (!unlock) throw new Stop(`folder "${folder}" sudah dipakai "spare follow" lain di mesin ini`)
  const start: SpareFile = {
    copy: null,
    wholeAt: null,
    bye: false,
    skewMs: 0,
    takenOverAt: null,
    generation: 1,
    ...known,
    of,
    key,
  }
  writeSpareFile(folder, start)
  rmSync(join(folder, LET_GO), { force: true })
  if (!existsSync(join(ROOT, 'dist/station')))
    print(
      'halaman peramban belum dibuat di mesin ini; jalankan sekali: npm start -- --help, lalu npm start · build the pages first',
    )

  let last = ''
  const following = follow(folder, {
    now: () => Date.now(),
    tell(state, file, why) {
      const until = file.wholeAt === null ? '' : ` · lengkap sampai ${hour.format(file.wholeAt)} WIB`
      const line = `${STATE[state]}${why && state === 'searching' ? ` (${why})` : ''}`
      // On a screen the last line goes on living; in a file only changes are written.
      if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}${until}${line === last ? '' : '\n'}`)
      else if (line !== last) print(`${line}${until}`)
      last = line
    },
  })
  let look: NodeJS.Timeout | null = null
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done())
    look = setInterval(() => existsSync(join(folder, LET_GO)) && done(), LOOK_MS)
  })
  if (look) clearInterval(look)
  following.stop()
  unlock()
}

async function takeRoomOver({ flags, json, print, note }: AskedOfFiles): Promise<void> {
  const folder = folderOf(flags)
  const file = readSpareFile(folder)
  if (!file) throw new Stop(`"${folder}" bukan folder cadangan; sebut folder dari "spare follow"`)
  const began = performance.now()
  const port = text(flags, 'port') ?? (new URL(file.of).port || '80')
  if (!/^\d{1,5}$/.test(port)) throw new Stop(`--port "${port}" bukan nomor port`)
  if (!(file.takenOverAt && existsSync(join(folder, DATABASE)))) {
    if (await answers(file)) {
      if (flags['planned'] !== true)
        throw new Stop(
          `server utama masih menjawab di ${file.of}; dua server sekaligus memecah jawaban. Cabut listrik atau kabel jaringannya lalu ulangi; bila ia sehat dan memang mau diganti: --planned · the main still answers`,
        )
      await handOver(folder, file, note)
    }
    const unlock = await letGo(folder)
    try {
      const { line, records, file: after } = await takeOver(folder, ACTOR, { clock: WALL, newId })
      const whole = after.wholeAt === null ? '' : `, lengkap sampai ${hour.format(after.wholeAt)} WIB`
      if (json) print(JSON.stringify({ line, ...records, wholeAt: after.wholeAt, orderly: after.bye }, null, 1))
      else
        print(
          `diambil alih: ${records.attempts} ujian, ${records.events} peristiwa, semua rantai utuh${whole}; jalur ${line.generation} (${((performance.now() - began) / 1000).toFixed(1)} detik)`,
        )
      if (Math.abs(after.skewMs) > 2000)
        note(
          `jam mesin ini berbeda ${Math.round(after.skewMs / 1000)} detik dari server utama; waktu ujian tidak terpengaruh`,
        )
    } catch (error) {
      if (error instanceof TakeOverProblem) throw new Stop(error.message)
      throw error
    } finally {
      unlock()
    }
  } else note('folder ini sudah mengambil alih; langsung disajikan')
  if (flags['no-serve'] === true) return
  const host = new URL(file.of).hostname
  note(
    isIP(host) === 0
      ? `\nArahkan nama "${host}" ke mesin ini, atau pindahkan alamat server utama ke sini (lihat kartu).\n`
      : `\nPindahkan alamat server utama ke mesin ini (lihat kartu), misalnya:\n  sudo ip addr add ${host}/24 dev KARTU && sudo arping -c 3 -U -I KARTU ${host}\n`,
  )
  // In this process: what is loaded already is not loaded again, and seconds count now.
  process.argv = [process.argv[0] as string, 'server/main.ts', '--data', folder, '--port', port]
  await import('../../server/main.ts')
}

/** True where a main with our code answers. */
function answers({ of, key }: SpareFile): Promise<boolean> {
  return new Promise((done) => {
    const patience = setTimeout(() => tried.close(), MAIN_MS)
    let there = false
    const tried = openLine(of, Buffer.from(key, 'base64url'), {
      opened: () => {
        there = true
        tried.close()
      },
      hear: () => {},
      ended: () => {
        clearTimeout(patience)
        done(there)
      },
    })
  })
}

/** Asks a healthy main to end in order; its follower takes the rest meanwhile. */
async function handOver(
  folder: string,
  { of, key, generation }: SpareFile,
  note: (text: string) => void,
): Promise<void> {
  note('server utama diminta berhenti dengan tertib…')
  openLine(of, Buffer.from(key, 'base64url'), {
    opened: (line) => line.send({ kind: 'fence', generation: generation + 1, epoch: 'planned' }),
    hear: () => {},
    ended: () => {},
  })
  for (const until = performance.now() + LET_GO_MS; performance.now() < until; ) {
    if (readSpareFile(folder)?.bye) return
    await new Promise((done) => setTimeout(done, LOOK_MS))
  }
  throw new Stop(
    'server utama tidak selesai berhenti, atau "spare follow" tidak berjalan di folder ini; tidak ada yang diambil alih · it did not say good-bye',
  )
}

/** The folder, from the follower that has it. */
async function letGo(folder: string): Promise<() => void> {
  const asked = join(folder, LET_GO)
  for (const until = performance.now() + LET_GO_MS; performance.now() < until; ) {
    const unlock = lockFile(join(folder, LOCK))
    if (unlock) {
      rmSync(asked, { force: true })
      return unlock
    }
    writeFileSync(asked, '')
    await new Promise((done) => setTimeout(done, LOOK_MS))
  }
  throw new Stop(`"spare follow" tidak melepas folder "${folder}"; hentikan (Ctrl+C) lalu ulangi`)
}
