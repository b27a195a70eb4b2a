import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { exportedNeeds, needsTemplate, needsWorkbook } from '../../server/needs/needs-export.ts'
import { importNeeds } from '../../server/needs/needs-import.ts'
import { needsView } from '../../server/needs/needs-store.ts'
import type { NeedsRow } from '../../server/protocol/needs.ts'
import { listPeriods } from '../../server/recruitment/period-store.ts'
import { periodVacancies } from '../../server/recruitment/vacancy-draft-store.ts'
import { type Command, type Flags, Stop, text } from './command.ts'
import { readFiles } from './given-files.ts'
import { report } from './report.ts'
import { ACTOR } from './workplace.ts'

/** Who is needed where, and the vacancies made of it. */
export const needsCommands: Record<string, Command> = {
  'needs import': {
    usage: 'needs import BERKAS… --year TAHUN [--partial] [--dry-run]',
    what: 'Baca analisis kebutuhan (XLSX, CSV): lembar Unit, Jabatan, ABK, Usulan, dikenali dari kolomnya.',
    names: { least: 1, most: 50 },
    flags: { year: { type: 'string' }, partial: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
    check({ names, flags }) {
      if (yearOf(flags) === null) throw new Stop('sebutkan tahunnya: --year 2027')
      readFiles(names)
    },
    async run({ names, flags, workplace, ...out }) {
      const dryRun = flags['dry-run'] === true
      const choice = { partial: flags['partial'] === true, dryRun }
      const year = yearOf(flags) as number
      report(out, await importNeeds(workplace.services, ACTOR, year, readFiles(names), choice), dryRun)
    },
  },
  'needs show': {
    usage: 'needs show [--year TAHUN] [--lacks]',
    what: 'Kebutuhan setiap unit dan jabatan: beban, kebutuhan, pegawai ada, kurang atau lebih; --lacks: kekurangan saja.',
    names: { least: 0, most: 0 },
    flags: { year: { type: 'string' }, lacks: { type: 'boolean' } },
    async run({ flags, workplace, json, print, note }) {
      const view = await needsView(workplace.services, yearOf(flags))
      const rows = flags['lacks'] === true ? view.rows.filter(({ gap }) => gap < 0) : view.rows
      if (json) return print(JSON.stringify({ ...view, rows }, null, 1))
      print(rows.map(lineOf).join('\n') || `belum ada kebutuhan tahun ${view.year}`)
      const { need, inPlace, lacks, surplus, granted } = view.totals
      note(`${view.year}: kebutuhan ${need}, ada ${inPlace}, kurang ${lacks}, lebih ${surplus}, ditetapkan ${granted}`)
    },
  },
  'needs export': {
    usage: 'needs export BERKAS.xlsx [--year TAHUN] [--template]',
    what: 'Tulis analisis setahun sebagai buku kerja yang dapat diimpor lagi; --template: buku kerja kosong.',
    names: { least: 1, most: 1 },
    flags: { year: { type: 'string' }, template: { type: 'boolean' } },
    async run({ names, flags, workplace, print }) {
      const { year } = await needsView(workplace.services, yearOf(flags))
      const whole = flags['template'] !== true
      const at = workplace.services.clock.wall()
      const book = whole ? needsWorkbook(await exportedNeeds(workplace.services, year), at) : needsTemplate(at)
      await pipeline(book, createWriteStream(names[0] as string))
      print(`${names[0]}  ${whole ? year : 'templat'}`)
    },
  },
  'vacancies list': {
    usage: 'vacancies list [--period NAMA]',
    what: 'Formasi setiap periode, rancangan juga, dengan yang masih kurang dan jumlah pelamarnya.',
    names: { least: 0, most: 0 },
    flags: { period: { type: 'string' } },
    async run({ flags, workplace, json, print }) {
      const wanted = text(flags, 'period')
      const all = await listPeriods(workplace.services)
      const periods = wanted === undefined ? all : all.filter(({ id, name }) => name === wanted || id === wanted)
      if (wanted !== undefined && periods.length === 0) throw new Stop(`periode "${wanted}" tidak ada`)
      const rows = []
      for (const period of periods) {
        const vacancies = await periodVacancies(workplace.services, period.id)
        rows.push(...vacancies.map((row) => ({ period: period.name, ...row })))
      }
      if (json) return print(JSON.stringify(rows, null, 1))
      print(
        rows
          .map(
            (row) =>
              `${row.period}  ${row.code}  ${row.position} · ${row.unit} · ${row.needType} · kebutuhan ${row.need} · ` +
              `${row.state === 'open' ? `diumumkan (versi ${row.version}) · pelamar ${row.applicants}` : 'rancangan'}` +
              row.problems.map(({ id }) => `\n    ${id}`).join(''),
          )
          .join('\n') || 'belum ada formasi dalam periode',
      )
    },
  },
}

function yearOf(flags: Flags): number | null {
  const year = text(flags, 'year')
  if (year === undefined) return null
  if (!/^20\d{2}$/.test(year)) throw new Stop(`tahun "${year}" tidak terbaca; tulis seperti 2027`)
  return Number(year)
}

const lineOf = ({ unit, position, load, need, inPlace, gap, efficiency, request }: NeedsRow): string =>
  [
    `${unit.code} ${position.code}  ${position.name}, ${unit.name}`,
    `beban ${load} menit`,
    `kebutuhan ${need}`,
    `ada ${inPlace}`,
    gap < 0 ? `kurang ${-gap}` : gap > 0 ? `lebih ${gap}` : 'cukup',
    ...(efficiency ? [`EJ ${efficiency.ej} ${efficiency.band}`] : []),
    ...(request ? [`diusulkan ${request.proposed}`, `ditetapkan ${request.granted ?? '–'}`] : []),
  ].join(' · ')
