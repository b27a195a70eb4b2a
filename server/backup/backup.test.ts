import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localFiles, placeOf } from '../applications/document-files-store.ts'
import { openSqlite } from '../db/sqlite.ts'
import { type Hall, sitting } from '../testing/sitting.ts'
import { must, temporaryFolder } from '../testing/test-app.ts'
import { BackupProblem, makeBackup } from './backup-store.ts'
import { checkRecords } from './check-store.ts'
import { readLine } from './line-store.ts'
import { manifestText } from './manifest.ts'
import { restoreBackup } from './restore-store.ts'

const PASSPHRASE = 'kata sandi cadangan'
let hall: Hall
let place: string
let answering = true
let given = 0
let working: Promise<void>

beforeAll(async () => {
  place = temporaryFolder()
  hall = await sitting().withCandidates(4).running()
  const stations = await Promise.all([1, 2, 3].map((seat) => hall.seated(seat)))
  // Answers go on all through this file: every backup is of a moment in the middle of them.
  working = (async () => {
    for (let n = 0; answering; n += 1)
      for (const station of stations) {
        must(await station.answer(n % 6, n % 4))
        given += 1
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
  })()
})
afterAll(async () => {
  answering = false
  await working
})

const back = (name: string, choice: Partial<Parameters<typeof makeBackup>[0]> = {}) =>
  makeBackup({
    ...{ data: hall.app.folder, out: join(place, name), as: 'file', passphrase: null, work: 8 },
    ...{ organisation: 'Panitia Uji', build: 'uji', now: () => hall.app.clock.wall() },
    ...choice,
  })
let ids = 0
const restore = (name: string, to: string, passphrase: string | null = null) =>
  restoreBackup({
    ...{ from: join(place, name), to: join(place, to), passphrase, actor: 'uji' },
    ...{ clock: hall.app.clock, newId: () => `id-${++ids}` },
  })

describe('a backup', () => {
  it('[BK1] is one moment of a database that is being written, secret included, and its owner’s alone', async () => {
    const before = given
    const made = await back('satu.tar')
    expect(given).toBeGreaterThan(before)
    expect(statSync(join(place, 'satu.tar')).mode & 0o777).toBe(0o600)
    expect(made.files.map(({ name }) => name)).toContain('secret.key')
    const { manifest, records } = await restore('satu.tar', 'satu')
    expect(manifest).toEqual(made)
    expect(records).toMatchObject({ attempts: 3, events: made.events, heads: made.heads, broken: [] })
    expect(made.events).toBeGreaterThanOrEqual(before)
    expect(readFileSync(join(place, 'satu/secret.key'))).toEqual(readFileSync(join(hall.app.folder, 'secret.key')))
  })

  it('[BK1] goes on while the log is begun anew under it, and a plain tar lists it', async () => {
    let moved = 0
    const made = await back('dua.tar', {
      progress: () => {
        // As the server's own connection would, as often as it can.
        const other = openSqlite(hall.app.database)
        moved += 1
        return void other.close()
      },
    })
    expect(moved).toBeGreaterThan(1)
    const list = execFileSync('tar', ['tf', join(place, 'dua.tar')], { encoding: 'utf8' })
      .trim()
      .split('\n')
    expect(list).toEqual([...made.files.map(({ name }) => name), 'manifest.json'])
    await expect(restore('dua.tar', 'dua')).resolves.toMatchObject({ records: { heads: made.heads } })
  })

  it('[BK2] never replaces what is there, and leaves nothing of one that failed', async () => {
    writeFileSync(join(place, 'ada.tar'), 'milik orang')
    await expect(back('ada.tar')).rejects.toThrow('sudah ada dan tidak ditimpa')
    expect(readFileSync(join(place, 'ada.tar'), 'utf8')).toBe('milik orang')
    await expect(back('tak/ada/folder.tar')).rejects.toThrow('tidak dapat ditulis')
    const files = readdirSync(place)
    await expect(
      back('putus.tar', {
        progress: () => {
          throw new Error('the machine died')
        },
      }),
    ).rejects.toThrow('the machine died')
    expect(readdirSync(place)).toEqual(files)
    await expect(back('kosong.tar', { data: place })).rejects.toThrow(BackupProblem)
  })

  it('[BK2] as a folder holds the same', async () => {
    const made = await back('folder', { as: 'folder' })
    expect(readdirSync(join(place, 'folder')).sort()).toEqual(
      ['manifest.json', ...made.files.map(({ name }) => name)].sort(),
    )
    await expect(restore('folder', 'dari-folder')).resolves.toMatchObject({ manifest: made })
  })
})

describe('documents', () => {
  const names = ['a', 'b', 'c'].map((letter) => letter.repeat(22))
  beforeAll(async () => {
    const { store } = hall.app.services
    const { applicant, application, document, period } = store.tables
    await store.transaction(async (db) => {
      await db.insert(period).values({ id: 'p', name: 'p', settings: '{}', state: 'open', version: 1, createdAt: 1 })
      await db.insert(applicant).values({
        ...{ id: 'a', name: 'a', passwordHash: '', nikSealed: '', nikIndex: 'a', nikMasked: '', profileSealed: '' },
        ...{ language: 'id', createdAt: 1, version: 1 },
      })
      await db.insert(application).values({
        ...{ id: 'l', periodId: 'p', applicantId: 'a', nikIndex: 'a', state: 'draft', draftSealed: '', version: 1 },
        createdAt: 1,
      })
      for (const [n, file] of [...names, 'd'.repeat(22)].entries())
        await db.insert(document).values({
          ...{ id: file, applicationId: 'l', kind: 'ktp', file, digest: 'x', bytes: 9, type: 'image/jpeg', name: 'x' },
          ...{ createdAt: n, erasedAt: n === 3 ? 1 : null },
        })
    })
    const files = localFiles(hall.app.services)
    // The third is named and not there, as one in a bucket; the erased one is there and not named.
    for (const file of [names[0], names[1], 'd'.repeat(22)])
      await files.keep(file as string, Buffer.from(`isi ${file}`))
  })

  it.each(['file', 'folder'] as const)('[BK6] go along as a %s: those that are named, and no others', async (as) => {
    const made = await back(`dokumen-${as}`, { as })
    expect(made.documents).toEqual({ count: 2, bytes: 52, missing: 1 })
    await restore(`dokumen-${as}`, `dari-dokumen-${as}`)
    const files = localFiles({ config: { ...hall.app.services.config, data: join(place, `dari-dokumen-${as}`) } })
    expect(await Promise.all([...names, 'd'.repeat(22)].map(async (file) => String(await files.read(file))))).toEqual([
      ...[`isi ${names[0]}`, `isi ${names[1]}`, 'null', 'null'],
    ])
  })

  it('[BK6] a changed, a missing and a foreign one are refused', async () => {
    const one = join(place, 'dokumen-folder', placeOf(names[0] as string))
    const whole = readFileSync(one)
    writeFileSync(one, 'isi lain')
    await expect(restore('dokumen-folder', 'x1')).rejects.toThrow('tidak sama dengan sidiknya')
    rmSync(one)
    await expect(restore('dokumen-folder', 'x1')).rejects.toThrow('tidak sama dengan sidiknya')
    writeFileSync(one, whole)
    writeFileSync(join(place, 'dokumen-folder/documents/tamu'), 'x')
    await expect(restore('dokumen-folder', 'x1')).rejects.toThrow('tidak disebut daftar dokumen')
    expect(existsSync(join(place, 'x1'))).toBe(false)
  })
})

describe('a restore', () => {
  it('[BK3] refuses a folder that is not empty and touches nothing', async () => {
    await back('tiga.tar')
    mkdirSync(join(place, 'isi'))
    writeFileSync(join(place, 'isi/catatan.txt'), 'penting')
    await expect(restore('tiga.tar', 'isi')).rejects.toThrow('tidak kosong dan tidak disentuh')
    expect(readdirSync(join(place, 'isi'))).toEqual(['catatan.txt'])
    mkdirSync(join(place, 'hampa'))
    await restore('tiga.tar', 'hampa')
    expect(existsSync(join(place, 'hampa/seleksi.sqlite'))).toBe(true)
    await expect(restore('tak-ada.tar', 'x')).rejects.toThrow('tidak ada')
  })

  it('[BK3] refuses every changed byte and every cut off end, and leaves nothing behind', async () => {
    const whole = readFileSync(join(place, 'satu.tar'))
    const spots = [200, 700, Math.floor(whole.length / 2), whole.length - 1300, whole.length - 1900]
    for (const at of spots) {
      const hurt = Buffer.from(whole)
      hurt[at] = (hurt[at] as number) ^ 0x04
      writeFileSync(join(place, 'luka.tar'), hurt)
      await expect(restore('luka.tar', 'luka'), `byte ${at}`).rejects.toThrow(BackupProblem)
    }
    for (const length of [0, 100, Math.floor(whole.length / 2), whole.length - 2000]) {
      writeFileSync(join(place, 'luka.tar'), whole.subarray(0, length))
      await expect(restore('luka.tar', 'luka'), `length ${length}`).rejects.toThrow(BackupProblem)
    }
    writeFileSync(join(place, 'luka.tar'), 'bukan cadangan, hanya teks yang cukup panjang untuk dibaca'.repeat(50))
    await expect(restore('luka.tar', 'luka')).rejects.toThrow('bukan berkas cadangan')
    expect(readdirSync(place).filter((name) => name.startsWith('luka'))).toEqual(['luka.tar'])
  })

  it('[BK3] refuses a forged answer whose digests were made to fit', async () => {
    await back('palsu', { as: 'folder' })
    const forger = new Database(join(place, 'palsu/seleksi.sqlite'))
    for (const { name } of forger.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all() as {
      name: string
    }[])
      forger.exec(`DROP TRIGGER "${name}"`)
    const row = forger.prepare("SELECT rowid AS id, payload FROM attempt_event WHERE kind = 'answered' LIMIT 1").get()
    const { id, payload } = row as { id: number; payload: string }
    forger.prepare('UPDATE attempt_event SET payload = ? WHERE rowid = ?').run(payload.replace(/\d/, '9'), id)
    forger.close()
    const { digest: _, ...manifest } = JSON.parse(readFileSync(join(place, 'palsu/manifest.json'), 'utf8'))
    const bytes = readFileSync(join(place, 'palsu/seleksi.sqlite'))
    manifest.files = manifest.files.filter(({ name }: { name: string }) => name !== 'seleksi.sqlite-wal')
    Object.assign(manifest.files[0], { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
    writeFileSync(join(place, 'palsu/manifest.json'), manifestText(manifest))
    await expect(restore('palsu', 'dipalsu')).rejects.toThrow('rantai putus pada peristiwa')
    expect(existsSync(join(place, 'dipalsu'))).toBe(false)
  })

  it('[BK4] opens a sealed one with its passphrase alone, and tells what is wrong', async () => {
    const made = await back('segel', { passphrase: PASSPHRASE })
    const sealed = readFileSync(join(place, 'segel'))
    for (const clear of ['seleksi.sqlite', 'SQLite format', 'Peserta'])
      expect(sealed.includes(clear), clear).toBe(false)
    await expect(restore('segel', 'buka', PASSPHRASE)).resolves.toMatchObject({ manifest: made })
    await expect(restore('segel', 'b2', 'kata sandi lain')).rejects.toThrow('kata sandinya lain')
    await expect(restore('segel', 'b2')).rejects.toThrow('tersegel; sebut kata sandinya')
    await expect(restore('satu.tar', 'b2', PASSPHRASE)).rejects.toThrow('tidak tersegel')
    const hurt = Buffer.from(sealed)
    hurt[sealed.length - 40] = (hurt[sealed.length - 40] as number) ^ 1
    writeFileSync(join(place, 'segel-luka'), hurt)
    await expect(restore('segel-luka', 'b2', PASSPHRASE)).rejects.toThrow(BackupProblem)
    // Cut exactly behind a piece: every piece that is left opens, and still it is not whole.
    const piece = 28 + 1 + 16 + 256 * 1024 + 16
    expect(sealed.length).toBeGreaterThan(piece)
    writeFileSync(join(place, 'segel-luka'), sealed.subarray(0, piece))
    await expect(restore('segel-luka', 'b2', PASSPHRASE)).rejects.toThrow(BackupProblem)
    expect(existsSync(join(place, 'b2'))).toBe(false)
  })

  it('[BK5] makes another line each time', async () => {
    const lines = []
    for (const to of ['jalur-1', 'jalur-2']) {
      const { line } = await restore('satu.tar', to)
      const store = openSqlite(join(place, to, 'seleksi.sqlite'))
      expect(await readLine({ store })).toEqual(line)
      expect((await checkRecords({ store })).broken).toEqual([])
      await store.close()
      lines.push(line)
    }
    expect(lines.map(({ generation }) => generation)).toEqual([2, 2])
    expect(lines[0]?.epoch).not.toBe(lines[1]?.epoch)
  })
})
