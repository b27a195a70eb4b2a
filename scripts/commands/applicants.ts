import { isRefusal, sentence } from '../../server/protocol/refusals.ts'
import { findPeriod, openPeriod } from '../../server/recruitment/period-store.ts'
import type { Services } from '../../server/services.ts'
import { listAnnouncements } from '../../server/verification/announcement-view.ts'
import { listAppeals } from '../../server/verification/appeal-view.ts'
import { applicantsTable, csvOf, type OutTable, xlsxOf } from '../../server/verification/applicants-export.ts'
import { everyApplication } from '../../server/verification/applicants-view.ts'
import { admitCandidates } from '../../server/verification/candidate-store.ts'
import { deskCounts, officerFigures } from '../../server/verification/desk-view.ts'
import { exportOutside, outsideTemplate, SHEET_KINDS } from '../../server/verification/outside-export.ts'
import { importOutside } from '../../server/verification/outside-import.ts'
import type { SheetKind } from '../../server/verification/outside-sheets.ts'
import { type Command, type Flags, Stop, text } from './command.ts'
import { readFiles } from './given-files.ts'
import { report } from './report.ts'
import { printStream, writeStream } from './whole-file.ts'
import { ACTOR, must } from './workplace.ts'

const PERIOD = { period: { type: 'string' } } as const
/** The period of --period, or the open one. */
async function periodOf(services: Services, flags: Flags) {
  const wanted = text(flags, 'period')
  const found = wanted === undefined ? await openPeriod(services) : await findPeriod(services, wanted)
  if (!found)
    throw new Stop(
      wanted === undefined ? 'tidak ada periode yang dibuka; sebutkan --period' : `periode "${wanted}" tidak ada`,
    )
  return found
}

const SHEETS = SHEET_KINDS.join(', ')
function kindsOf(flags: Flags): readonly SheetKind[] {
  const wanted = text(flags, 'sheet')
  if (wanted === undefined) return SHEET_KINDS
  const kind = SHEET_KINDS.find((one) => one === wanted)
  if (!kind) throw new Stop(`lembar "${wanted}" tidak dikenal; yang ada: ${SHEETS}`)
  return [kind]
}

/** A workbook of all tables, or one table as CSV, to a file or to stdout. */
async function give(tables: OutTable[], flags: Flags, at: number): Promise<void> {
  const out = text(flags, 'out')
  const [first] = tables
  if (out?.endsWith('.csv') || out === undefined) {
    if (tables.length !== 1 || !first)
      throw new Stop(`CSV memuat satu lembar: tambahkan --sheet (${SHEETS}), atau --out NAMA.xlsx`)
    return out === undefined ? await printStream(csvOf(first)) : await writeStream(out, csvOf(first))
  }
  if (!out.endsWith('.xlsx')) throw new Stop('--out harus berakhiran .xlsx atau .csv')
  await writeStream(out, xlsxOf(tables, at))
}

export const applicantCommands: Record<string, Command> = {
  'applicants import': {
    usage: 'applicants import BERKAS… [--period PERIODE] [--partial] [--dry-run]',
    what: 'Baca pelamar, indeks dokumen, atau hasil verifikasi (CSV, XLSX) dari kantor yang mendaftar di tempat lain.',
    names: { least: 1, most: 20 },
    flags: { ...PERIOD, partial: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
    check: ({ names }) => void readFiles(names),
    async run({ names, flags, workplace: { services }, ...out }) {
      const period = await periodOf(services, flags)
      const dryRun = flags['dry-run'] === true
      const choice = { partial: flags['partial'] === true, dryRun }
      const result = must(await importOutside(services, ACTOR, period.id, readFiles(names), choice))
      report(out, result, dryRun)
      if (result.digest && !out.json) out.print(`SHA-256 dari yang diambil: ${result.digest}`)
    },
  },
  'applicants export': {
    usage: `applicants export --purpose KEPERLUAN [--out BERKAS.xlsx] [--sheet ${SHEET_KINDS.join('|')}] [--period PERIODE]`,
    what: 'Data lengkap pelamar (NIK tidak disamarkan) untuk kantor lain; keperluannya dicatat dalam jejak audit.',
    names: { least: 0, most: 0 },
    flags: { ...PERIOD, purpose: { type: 'string' }, out: { type: 'string' }, sheet: { type: 'string' } },
    check({ flags }) {
      if ((text(flags, 'purpose') ?? '').trim().length < 4)
        throw new Stop('sebutkan keperluannya: --purpose "…" (paling sedikit 4 huruf)')
      kindsOf(flags)
    },
    async run({ flags, workplace: { services } }) {
      const period = await periodOf(services, flags)
      const tables = must(await exportOutside(services, ACTOR, period.id, text(flags, 'purpose') ?? '', kindsOf(flags)))
      await give(tables, flags, services.clock.wall())
    },
  },
  'applicants template': {
    usage: `applicants template --out BERKAS.xlsx`,
    what: 'Contoh lembar untuk applicants import: pelamar, indeks dokumen, hasil.',
    names: { least: 0, most: 0 },
    flags: { out: { type: 'string' } },
    needs: 'files',
    check({ flags }) {
      if (!text(flags, 'out')?.endsWith('.xlsx')) throw new Stop('sebutkan --out NAMA.xlsx')
    },
    run: ({ flags }) => give(outsideTemplate(), flags, 0),
  },
  'applicants list': {
    usage: 'applicants list [--state KEADAAN] [--vacancy KODE] [--find TEKS] [--out BERKAS] [--period PERIODE]',
    what: 'Tabel pelamar seperti di layar (NIK disamarkan), sebagai CSV atau XLSX.',
    names: { least: 0, most: 0 },
    flags: {
      ...PERIOD,
      state: { type: 'string' },
      vacancy: { type: 'string' },
      find: { type: 'string' },
      out: { type: 'string' },
    },
    async run({ flags, workplace: { services } }) {
      const period = await periodOf(services, flags)
      const code = text(flags, 'vacancy')
      const { vacancy } = services.store.tables
      const rows =
        code === undefined ? [] : await services.store.read.select({ id: vacancy.id, code: vacancy.code }).from(vacancy)
      const chosen = rows.find((row) => row.code === code)
      if (code !== undefined && !chosen) throw new Stop(`formasi "${code}" tidak ada`)
      const [state, query] = [text(flags, 'state'), text(flags, 'find')]
      const filters = {
        period: period.id,
        ...(state && { state }),
        ...(query && { query }),
        ...(chosen && { vacancy: chosen.id }),
      }
      await give([applicantsTable(everyApplication(services, filters))], flags, services.clock.wall())
    },
  },
  'verification show': {
    usage: 'verification show [--period PERIODE]',
    what: 'Yang menunggu diputus, angka tiap petugas, pengumuman, dan sanggah yang belum dijawab.',
    names: { least: 0, most: 0 },
    flags: PERIOD,
    async run({ flags, json, print, workplace: { services } }) {
      const period = await periodOf(services, flags)
      const counts = await deskCounts(services, ACTOR, period)
      const officers = await officerFigures(services, period.id)
      const announced = await listAnnouncements(services, period.id)
      const appeals = (await listAppeals(services, period.id)).filter(
        ({ state }) => state === 'received' || state === 'proposed',
      )
      if (json) return print(JSON.stringify({ counts, officers, announced, appeals }, null, 1))
      print(
        `${period.name}: menunggu ${counts.waiting}, diperiksa ulang ${counts.toCheck}, MS ${counts.decided.MS}, TMS ${counts.decided.TMS}`,
      )
      for (const one of officers)
        print(
          `  ${one.officer}: diputus ${one.decided}, TMS ${one.tms}, dikembalikan ${one.returned}, memeriksa ulang ${one.checked}`,
        )
      for (const one of announced) print(`  ${one.title.id}: MS ${one.MS}, TMS ${one.TMS}, SHA-256 ${one.digest}`)
      for (const one of appeals)
        print(
          `  sanggah ${one.receipt} (${one.number}): dijawab paling lambat ${one.answerBy}${one.daysLeft < 0 ? ', TERLAMBAT' : ''}`,
        )
    },
  },
  'verification admit': {
    usage: 'verification admit [--period PERIODE]',
    what: 'Jadikan pelamar yang MS dan sudah diumumkan peserta ujian; yang sudah menjadi peserta dilewati.',
    names: { least: 0, most: 0 },
    flags: PERIOD,
    async run({ flags, print, json, workplace: { services } }) {
      const admitted = await admitCandidates(services, ACTOR, (await periodOf(services, flags)).id)
      if (isRefusal(admitted)) throw new Stop(sentence(admitted, 'id'))
      if (json) return print(JSON.stringify(admitted))
      print(
        `${admitted.made} pelamar menjadi peserta${admitted.clashes.length > 0 ? `; dilewati: ${admitted.clashes.join(', ')}` : ''}`,
      )
    },
  },
}
