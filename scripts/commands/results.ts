import { readFileSync, writeFileSync } from 'node:fs'
import { brokenAudit } from '../../server/audit/audit-store.ts'
import {
  attemptOfCandidate,
  loadStandings,
  readLog,
  summariesOfSitting,
  summaryOf,
} from '../../server/delivery/attempt-store.ts'
import { brokenAt, finishAfter, receiptCode } from '../../server/delivery/event-log.ts'
import { storyOf } from '../../server/delivery/story.ts'
import { digestOf } from '../../server/results/publication.ts'
import { type ExportFormat, FORMATS, publicationExport } from '../../server/results/publication-export.ts'
import { publicationMarks } from '../../server/results/publication-marks-store.ts'
import { listPublications, readPublication } from '../../server/results/publication-store.ts'
import { rankingView } from '../../server/results/ranking-view.ts'
import { exportSitting } from '../../server/results/sitting-export.ts'
import { findSitting, listSittings, seatsOf } from '../../server/scheduling/sitting-store.ts'
import { checkStore, readJournals, type StationJournal } from '../simulation/data-folder.ts'
import { type Asked, type Command, type Flags, Stop, text } from './command.ts'
import { ProgressBar } from './progress-bar.ts'
import { printStream, writeStream } from './whole-file.ts'
import { must } from './workplace.ts'

export const resultCommands: Record<string, Command> = {
  'sitting export': {
    usage: 'sitting export SESI [--out BERKAS]',
    what: 'Paket soal, jawaban, kunci, aturan dan log sesi yang sudah ditutup: cukup untuk menghitung ulang dengan program lain.',
    names: { least: 1, most: 1 },
    flags: { out: { type: 'string' } },
    async run(asked) {
      const { services, delivery, scorer } = asked.workplace
      const sitting = await findSitting(services, asked.names[0] as string)
      if (!sitting) throw new Stop(`sesi "${asked.names[0]}" tidak ada`)
      write(asked, JSON.stringify(must(await exportSitting(services, delivery, scorer, sitting.id)), null, 1))
    },
  },
  'result rank': {
    usage: 'result rank KODE_FORMASI',
    what: 'Daftar peringkat formasi seperti adanya sekarang, dengan alasan tiap peringkat.',
    names: { least: 1, most: 1 },
    async run({ names, workplace, json, print }) {
      const view = must(await rankingView(workplace.services, names[0] as string))
      print(
        json
          ? JSON.stringify(view, null, 1)
          : view.rows
              .map(
                (row) =>
                  `${String(row.place ?? '–').padStart(4)}  ${row.number}  ${row.code.padEnd(3)}  ${row.total ?? '–'}  ${row.name}  ${row.reason.id}`,
              )
              .join('\n') || 'belum ada hasil',
      )
    },
  },
  'publication export': {
    usage: `publication export ID [--format ${Object.keys(FORMATS).join('|')}] [--out BERKAS] [--progress]`,
    what: 'Tulis pengumuman; semua bentuk dibuat dari pengumuman yang dibekukan itu sendiri. Kemajuan terlihat di terminal, atau dengan --progress.',
    names: { least: 1, most: 1 },
    flags: { format: { type: 'string' }, out: { type: 'string' }, progress: { type: 'boolean' } },
    check({ flags }) {
      const format = formatOf(flags)
      if (!['csv', 'json'].includes(format) && !text(flags, 'out'))
        throw new Stop(`${format} ditulis ke berkas: --out BERKAS`)
    },
    async run({ names: [id = ''], flags, workplace: { services }, note }) {
      const document = await readPublication(services, id)
      if (!document) throw new Stop(`pengumuman "${id}" tidak ada`)
      const out = text(flags, 'out')
      const { stderr } = process
      const shown = flags['progress'] === true || (stderr.isTTY && out !== undefined)
      const bar = new ProgressBar((line) => void stderr.write(line), stderr.isTTY === true)
      const marks = await publicationMarks(services, id)
      const content = publicationExport(formatOf(flags), document, { ...marks, ...(shown && { progress: bar.step }) })
      try {
        if (out === undefined) await printStream(content)
        else await writeStream(out, content)
      } finally {
        bar.end()
      }
      if (out !== undefined) note(`ditulis ke ${out}`)
    },
  },
  verify: {
    usage: 'verify [--journals BERKAS]',
    what: 'Periksa rantai sidik semua log, baris ringkasan, jejak audit dan pengumuman; dengan jurnal stasiun (JSON) juga I1 sampai I14.',
    names: { least: 0, most: 0 },
    flags: { journals: { type: 'string' } },
    async run({ workplace, flags, json, print }) {
      const { services } = workplace
      const broken: string[] = []
      let events = 0
      let attempts = 0
      for (const sitting of await listSittings(services)) {
        const rows = await summariesOfSitting(services, sitting.id)
        const standings = await loadStandings(
          services,
          rows.map((row) => row.id),
        )
        for (const row of rows) {
          const log = await readLog(services, row.id)
          attempts += 1
          events += log.length
          const at = brokenAt(row.id, log)
          if (at !== null) broken.push(`pengerjaan ${row.id}: rantai sidik putus di kejadian ${at}`)
          const standing = standings.get(row.id)
          if (!standing || JSON.stringify(summaryOf(standing)) !== JSON.stringify(row))
            broken.push(`pengerjaan ${row.id}: ringkasan tidak sama dengan lognya`)
        }
      }
      const audit = await brokenAudit(services)
      if (audit !== null) broken.push(`jejak audit: rantai sidik putus di baris ${audit}`)
      const publications = await listPublications(services)
      for (const { id, digest } of publications) {
        const document = await readPublication(services, id)
        if (!document || digestOf(document) !== digest || document.digest !== digest)
          broken.push(`pengumuman ${id}: isinya tidak sama dengan sidiknya`)
      }
      const journals = text(flags, 'journals')
      const verdict = journals === undefined ? null : await checkStore(services, journalsIn(journals))
      for (const { invariant, sentence } of verdict?.violations ?? []) broken.push(`${invariant}: ${sentence}`)
      for (const [name, why] of Object.entries(verdict?.unchecked ?? {}))
        if (!json) print(`${name} tidak diperiksa: ${why}`)
      if (json)
        print(
          JSON.stringify(
            {
              ...{ attempts, events, publications: publications.length, broken },
              ...(verdict && { checked: verdict.checked, unchecked: verdict.unchecked }),
            },
            null,
            1,
          ),
        )
      else print(`${attempts} pengerjaan, ${events} kejadian, ${publications.length} pengumuman diperiksa`)
      if (broken.length > 0) throw new Stop(`${broken.length} masalah: ${broken.join('; ')}`)
    },
  },
  replay: {
    usage: 'replay NOMOR_PESERTA [--sitting SESI]',
    what: 'Kisah satu pengerjaan dalam kalimat, dengan jamnya.',
    names: { least: 1, most: 1 },
    flags: { sitting: { type: 'string' } },
    async run({ names, flags, workplace, json, print }) {
      const wanted = text(flags, 'sitting')
      const only = wanted === undefined ? null : await findSitting(workplace.services, wanted)
      if (wanted !== undefined && !only) throw new Stop(`sesi "${wanted}" tidak ada`)
      const seats = await seatsOf(workplace.services, { number: names[0] as string })
      // Who sat in the SKD and in the SKB has two: the later is meant unless the sitting is named.
      const seat = only ? seats.find((one) => one.sitting === only.id) : seats.toSorted(bySkbLast).at(-1)
      if (!seat) throw new Stop(`peserta "${names[0]}" tidak ada, atau belum punya sesi`)
      const row = await attemptOfCandidate(workplace.services, seat.sitting, seat.candidate)
      if (!row) throw new Stop(`peserta "${names[0]}" belum memulai`)
      const log = await readLog(workplace.services, row.id)
      const finish = log.reduce<string | null>(finishAfter, null)
      const receipt = finish ? ` · kode ${receiptCode(finish)}` : ''
      print(
        json
          ? JSON.stringify(log, null, 1)
          : `${seat.number} · ${seat.name} · ${row.answered} dari ${row.items} terjawab${receipt}\n${storyOf(log).map(told).join('\n')}`,
      )
    },
  },
}

const bySkbLast = (a: { stage: string }, b: { stage: string }) => Number(a.stage === 'skb') - Number(b.stage === 'skb')

const hour = new Intl.DateTimeFormat('id-ID', { timeStyle: 'medium', timeZone: 'Asia/Jakarta' })
const told = ({ at, seq, id }: { at: number; seq: number; id: string }) =>
  `${hour.format(at)}  ${String(seq).padStart(4)}  ${id}`

function formatOf(flags: Flags): ExportFormat {
  const format = text(flags, 'format') ?? 'csv'
  if (Object.hasOwn(FORMATS, format)) return format as ExportFormat
  throw new Stop(`format "${format}" tidak dikenal; yang ada: ${Object.keys(FORMATS).join(', ')}`)
}

function write({ flags, print, note }: Asked, body: string | Buffer): void {
  const out = text(flags, 'out')
  if (out === undefined) {
    print(String(body))
    return
  }
  writeFileSync(out, body)
  note(`ditulis ke ${out}`)
}

function journalsIn(file: string): StationJournal[] {
  try {
    return readJournals(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Stop(`jurnal "${file}" tidak dapat dibaca: ${error instanceof Error ? error.message : error}`)
  }
}
