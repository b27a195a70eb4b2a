import { STANDING_CODES, type StandingCode } from '../../server/protocol/results.ts'
import { importOutsideScores } from '../../server/results/outside-score-import.ts'
import { listStandings, setStanding } from '../../server/results/standing-store.ts'
import { type Command, Stop, text } from './command.ts'
import { readFiles } from './given-files.ts'
import { report } from './report.ts'
import { ACTOR, must } from './workplace.ts'

/** Who is out of the race, and scores that come from outside. */
export const standingCommands: Record<string, Command> = {
  'standing set': {
    usage: `standing set NOMOR_PESERTA ${STANDING_CODES.join('|')} [--nip] --reason ALASAN`,
    what: 'Catat peserta gugur (atau kembali: none) dengan alasannya; --nip bila NIP-nya sudah terbit.',
    names: { least: 2, most: 2 },
    flags: { nip: { type: 'boolean' }, reason: { type: 'string' } },
    check({ names, flags }) {
      if (names[1] !== undefined && !STANDING_CODES.some((code) => code === names[1]))
        throw new Stop(`status "${names[1]}" tidak dikenal; yang ada: ${STANDING_CODES.join(', ')}`)
      if ((text(flags, 'reason')?.trim() ?? '').length < 4)
        throw new Stop('tulis alasannya: --reason "…" (sedikitnya 4 huruf)')
    },
    async run({ names, flags, workplace, json, print }) {
      const row = must(
        await setStanding(workplace.services, ACTOR, names[0] as string, {
          code: names[1] as StandingCode,
          nipIssued: flags['nip'] === true,
          reason: text(flags, 'reason')?.trim() ?? '',
        }),
      )
      print(json ? JSON.stringify(row, null, 1) : `${row.number}  ${row.code}  ${row.name}`)
    },
  },
  'standing list': {
    usage: 'standing list',
    what: 'Catatan status peserta, yang terbaru dahulu.',
    names: { least: 0, most: 0 },
    async run({ workplace, json, print }) {
      const rows = await listStandings(workplace.services)
      print(
        json
          ? JSON.stringify(rows, null, 1)
          : rows
              .map(
                (row) =>
                  `${row.number}  ${row.code}${row.nipIssued ? ' (NIP terbit)' : ''}  ${row.name}  ${row.reason}`,
              )
              .join('\n') || 'belum ada catatan',
      )
    },
  },
  'score import': {
    usage: 'score import BERKAS… [--partial] [--dry-run]',
    what: 'Baca nilai dari luar (CSV, XLSX): nomor_peserta, tes (skb-cat atau tes tambahan), nilai, maksimum.',
    names: { least: 1, most: 50 },
    flags: { partial: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
    check: ({ names }) => void readFiles(names),
    async run({ names, flags, workplace, ...out }) {
      const dryRun = flags['dry-run'] === true
      const choice = { partial: flags['partial'] === true, dryRun }
      report(out, await importOutsideScores(workplace.services, ACTOR, readFiles(names), choice), dryRun)
    },
  },
}
