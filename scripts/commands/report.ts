import type { ImportReport } from '../../server/protocol/http.ts'
import { type Asked, Stop } from './command.ts'

const LINES_MAX = 8

/** Prints what an import took and refused; ends with status 2 when nothing was stored. */
export function report(
  { json, print, note }: Pick<Asked, 'json' | 'print' | 'note'>,
  result: ImportReport,
  dryRun: boolean,
): void {
  if (json) print(JSON.stringify({ files: result.files }, null, 1))
  else
    for (const file of result.files)
      print(
        `${file.file}: ${file.format}, diambil ${file.taken}, ditolak ${file.refused.length}, peringatan ${file.warnings.length}${file.simplified ? `, disederhanakan ${file.simplified.length}` : ''}`,
      )
  const refused = result.files.flatMap((file) =>
    file.refused.map(({ where, reason }) => `${file.file}, ${where}: ${reason}`),
  )
  if (!json) {
    const lines = (word: string, list: string[]) => {
      for (const line of list.slice(0, LINES_MAX)) note(`  ${word} · ${line}`)
      if (list.length > LINES_MAX) note(`  … dan ${list.length - LINES_MAX} lagi (--json menampilkan semuanya)`)
    }
    const of = (kind: 'warnings' | 'simplified') =>
      result.files.flatMap((file) => (file[kind] ?? []).map(({ where, reason }) => `${file.file}, ${where}: ${reason}`))
    lines('ditolak', refused)
    lines('disederhanakan', of('simplified'))
    lines('peringatan', of('warnings'))
  }
  if (result.committed || (dryRun && refused.length === 0)) return
  throw new Stop(
    `tidak ada yang diimpor; ${refused.length} ditolak, yang pertama: ${refused[0] ?? 'berkas tanpa isi'}${refused.length > 0 && !dryRun && result.files.some((file) => file.refused.length === 0 || file.format !== 'unknown') ? ' (--partial mengambil baris yang baik)' : ''}`,
  )
}
