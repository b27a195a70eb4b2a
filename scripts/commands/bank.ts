import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { toCsv, toExport, toXlsx } from '../../question-bank/export.ts'
import { importSamples, SAMPLE_BANK } from '../../server/demo/samples.ts'
import { importBank } from '../../server/item-bank/bank-import.ts'
import { BankReader } from '../../server/item-bank/bank-reader-job.ts'
import { exportBank, findBank, listBanks } from '../../server/item-bank/bank-store.ts'
import { type Command, Stop, text } from './command.ts'
import { readFiles } from './given-files.ts'
import { report } from './report.ts'
import { ACTOR } from './workplace.ts'

const STIMULI = 'stimuli.json'
const FORMATS = {
  json: (items: Parameters<typeof toExport>[0]) => `${JSON.stringify(toExport(items), null, 1)}\n`,
  csv: toCsv,
  xlsx: toXlsx,
}

export const bankCommands: Record<string, Command> = {
  'bank import': {
    usage: 'bank import BERKAS… --into BANK [--partial] [--dry-run]',
    what: 'Baca soal (XLSX, CSV, JSON, JSONL, Moodle XML, GIFT, Aiken, QTI) ke bank; semua atau tidak sama sekali, kecuali --partial.',
    names: { least: 1, most: 200 },
    flags: { into: { type: 'string' }, partial: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
    check({ names, flags }) {
      if (!text(flags, 'into')?.trim()) throw new Stop('sebut banknya: --into BANK')
      readFiles(names)
    },
    async run({ names, flags, workplace, ...out }) {
      const files = readFiles(names)
      const given = new Set(files.map((file) => file.path))
      // Item files that speak of stimuli by id have them in a file beside them.
      const beside = [...new Set(files.map((file) => join(dirname(file.path), STIMULI)))]
        .filter((path) => !given.has(path) && existsSync(path))
        .map((path) => ({ name: STIMULI, bytes: readFileSync(path) }))
      const dryRun = flags['dry-run'] === true
      const reader = new BankReader()
      try {
        const bank = (text(flags, 'into') as string).trim()
        const partial = flags['partial'] === true
        report(
          out,
          await importBank(workplace.services, ACTOR, bank, files, { partial, dryRun, beside, reader }),
          dryRun,
        )
      } finally {
        reader.stop()
      }
    },
  },
  'bank export': {
    usage: 'bank export BANK [--format json|csv|xlsx] [--out BERKAS]',
    what: 'Tulis seluruh bank dengan kuncinya, dalam urutan dan label sumbernya.',
    names: { least: 1, most: 1 },
    flags: { format: { type: 'string' }, out: { type: 'string' } },
    check({ flags }) {
      const format = text(flags, 'format') ?? 'json'
      if (!Object.hasOwn(FORMATS, format))
        throw new Stop(`format "${format}" tidak dikenal; yang ada: ${Object.keys(FORMATS).join(', ')}`)
      if (format === 'xlsx' && !text(flags, 'out')) throw new Stop('xlsx ditulis ke berkas: --out BERKAS')
    },
    async run({ names, flags, workplace, print, note }) {
      const bank = await findBank(workplace.services, names[0] as string)
      if (!bank)
        throw new Stop(
          `bank "${names[0]}" tidak ada; yang ada: ${(await listBanks(workplace.services)).map((one) => `"${one.name}"`).join(', ') || '(belum ada)'}`,
        )
      const items = await exportBank(workplace.services, bank.id)
      const body = FORMATS[(text(flags, 'format') ?? 'json') as keyof typeof FORMATS](items)
      const out = text(flags, 'out')
      if (out === undefined) return print(String(body))
      writeFileSync(out, body)
      note(`${items.length} soal ditulis ke ${out}`)
    },
  },
  'bank list': {
    usage: 'bank list',
    what: 'Bank soal dan jumlah soalnya.',
    names: { least: 0, most: 0 },
    async run({ workplace, json, print }) {
      const banks = await listBanks(workplace.services)
      print(
        json
          ? JSON.stringify(banks, null, 1)
          : banks
              .map(
                (bank) =>
                  `${bank.name}: ${bank.items} soal (${bank.sections.map((section) => `${section.name || 'tanpa subtes'} ${section.items}`).join(', ')})`,
              )
              .join('\n') || 'belum ada bank soal',
      )
    },
  },
  'bank samples': {
    usage: `bank samples [--into BANK]`,
    what: 'Isi bank dengan soal contoh bawaan (TWK, TIU, TKP).',
    names: { least: 0, most: 0 },
    flags: { into: { type: 'string' } },
    async run({ flags, workplace, ...out }) {
      report(out, await importSamples(workplace.services, ACTOR, text(flags, 'into') ?? SAMPLE_BANK), false)
    },
  },
}
