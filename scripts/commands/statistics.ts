import { writeFileSync } from 'node:fs'
import { flagWords } from '../../server/item-statistics/flag-words.ts'
import { SittingFiguresStore } from '../../server/item-statistics/sitting-figures-store.ts'
import { statisticsCsv, statisticsWorkbook } from '../../server/item-statistics/statistics-export.ts'
import { wholeStatistics } from '../../server/item-statistics/statistics-view.ts'
import { findSitting } from '../../server/scheduling/sitting-store.ts'
import { type Command, Stop, text } from './command.ts'
import { writeStream } from './whole-file.ts'
import { must } from './workplace.ts'

const figure = (value: number | null, digits: number) => (value === null ? '–' : value.toFixed(digits))

export const statisticsCommands: Record<string, Command> = {
  statistics: {
    usage: 'statistics SESI [--out BERKAS.csv|BERKAS.xlsx] [--json]',
    what: 'Statistik butir sesi yang sudah ditutup: kemudahan, daya beda, keandalan subtes, dan soal yang perlu diperiksa. Hanya membaca.',
    names: { least: 1, most: 1 },
    flags: { out: { type: 'string' } },
    check({ flags }) {
      const out = text(flags, 'out')
      if (out !== undefined && !/\.(csv|xlsx)$/i.test(out))
        throw new Stop('--out: nama berkas berakhir .csv atau .xlsx')
    },
    async run({ names: [wanted = ''], flags, workplace: { services, delivery }, json, print, note }) {
      const sitting = await findSitting(services, wanted)
      if (!sitting) throw new Stop(`sesi "${wanted}" tidak ada`)
      const whole = must(await wholeStatistics(services, new SittingFiguresStore(services, delivery), sitting.id))
      const out = text(flags, 'out')
      if (out !== undefined) {
        if (/\.csv$/i.test(out)) writeFileSync(out, statisticsCsv(whole))
        else await writeStream(out, statisticsWorkbook(whole, services.clock.wall()))
        note(`ditulis ke ${out}`)
        return
      }
      const { view } = whole
      if (json) {
        print(JSON.stringify(view, null, 1))
        return
      }
      print(
        [
          `${view.sitting.name}: ${view.candidates} peserta, ${view.rows.length} soal`,
          ...(view.late > 0 ? [`nilai ${view.late} peserta masih dihitung`] : []),
          ...view.sections.map(
            (one) =>
              `${one.id.padEnd(6)}  rata-rata ${figure(one.mean, 2)}  simpangan baku ${figure(one.sd, 2)}  alpha ${figure(one.alpha, 4)}  galat baku ${figure(one.standardError, 2)}`,
          ),
          ...view.rows.map((row) =>
            `${row.section.padEnd(6)}  ${row.source.padEnd(12)}  ${String(row.taken).padStart(5)}  p ${figure(row.facility, 4)}  r ${figure(row.discrimination, 4)}  ${row.flags.map(flagWords).join('; ')}`.trimEnd(),
          ),
        ].join('\n'),
      )
    },
  },
}
