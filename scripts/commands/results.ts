import { writeFileSync } from 'node:fs'
import { brokenAudit } from '../../server/audit/audit-store.ts'
import {
  attemptOfCandidate,
  loadStandings,
  readLog,
  summariesOfSitting,
  summaryOf,
} from '../../server/delivery/attempt-store.ts'
import { brokenAt, receiptCode } from '../../server/delivery/event-log.ts'
import { digestOf } from '../../server/results/publication.ts'
import { publicationCsv, publicationPdf, publicationXlsx } from '../../server/results/publication-export.ts'
import { listPublications, publish, readPublication } from '../../server/results/publication-store.ts'
import { rankingView } from '../../server/results/ranking-view.ts'
import { exportSitting } from '../../server/results/sitting-export.ts'
import { findSitting, listSittings, seatsOf } from '../../server/scheduling/sitting-store.ts'
import { story } from '../story.ts'
import { type Asked, type Command, Stop, text } from './command.ts'
import { ACTOR, must } from './workplace.ts'

const FORMATS = {
  csv: publicationCsv,
  xlsx: publicationXlsx,
  pdf: publicationPdf,
  json: (document: object) => JSON.stringify(document, null, 1),
}

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
  'result publish': {
    usage: 'result publish KODE_FORMASI',
    what: 'Umumkan daftar peringkat formasi: dibekukan dengan sidiknya.',
    names: { least: 1, most: 1 },
    async run({ names, workplace, json, print }) {
      const view = must(await rankingView(workplace.services, names[0] as string))
      const publication = must(await publish(workplace.services, ACTOR, view.vacancy.id, view.previewDigest))
      print(
        json
          ? JSON.stringify(publication, null, 1)
          : `${publication.id}  ${publication.title}  sidik ${publication.digest}`,
      )
    },
  },
  'publication list': {
    usage: 'publication list',
    what: 'Pengumuman dengan sidiknya.',
    names: { least: 0, most: 0 },
    async run({ workplace, json, print }) {
      const rows = await listPublications(workplace.services)
      print(
        json
          ? JSON.stringify(rows, null, 1)
          : rows
              .map((row) => `${row.id}  ${row.title}  ${row.digest}${row.replacedBy ? '  (diganti)' : ''}`)
              .join('\n') || 'belum ada pengumuman',
      )
    },
  },
  'publication export': {
    usage: 'publication export ID [--format csv|xlsx|pdf|json] [--out BERKAS]',
    what: 'Tulis pengumuman; semua bentuk dibuat dari pengumuman yang dibekukan itu sendiri.',
    names: { least: 1, most: 1 },
    flags: { format: { type: 'string' }, out: { type: 'string' } },
    check({ flags }) {
      const format = text(flags, 'format') ?? 'csv'
      if (!Object.hasOwn(FORMATS, format))
        throw new Stop(`format "${format}" tidak dikenal; yang ada: ${Object.keys(FORMATS).join(', ')}`)
      if ((format === 'xlsx' || format === 'pdf') && !text(flags, 'out'))
        throw new Stop(`${format} ditulis ke berkas: --out BERKAS`)
    },
    async run(asked) {
      const document = await readPublication(asked.workplace.services, asked.names[0] as string)
      if (!document) throw new Stop(`pengumuman "${asked.names[0]}" tidak ada`)
      write(asked, await FORMATS[(text(asked.flags, 'format') ?? 'csv') as keyof typeof FORMATS](document))
    },
  },
  verify: {
    usage: 'verify',
    what: 'Periksa rantai sidik semua log, baris ringkasan, jejak audit dan pengumuman.',
    names: { least: 0, most: 0 },
    async run({ workplace, json, print }) {
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
      if (json) print(JSON.stringify({ attempts, events, publications: publications.length, broken }, null, 1))
      else print(`${attempts} pengerjaan, ${events} kejadian, ${publications.length} pengumuman diperiksa`)
      if (broken.length > 0) throw new Stop(`${broken.length} masalah: ${broken.join('; ')}`)
    },
  },
  replay: {
    usage: 'replay NOMOR_PESERTA',
    what: 'Kisah satu pengerjaan dalam kalimat, dengan jamnya.',
    names: { least: 1, most: 1 },
    async run({ names, workplace, json, print }) {
      const [seat] = await seatsOf(workplace.services, { number: names[0] as string })
      if (!seat) throw new Stop(`peserta "${names[0]}" tidak ada, atau belum punya sesi`)
      const row = await attemptOfCandidate(workplace.services, seat.sitting, seat.candidate)
      if (!row) throw new Stop(`peserta "${names[0]}" belum memulai`)
      const log = await readLog(workplace.services, row.id)
      print(
        json
          ? JSON.stringify(log, null, 1)
          : `${seat.number} · ${seat.name} · ${row.answered} dari ${row.items} terjawab · kode ${receiptCode(row.head)}\n${story(log).join('\n')}`,
      )
    },
  },
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
