import { fontFile } from '../pdf-font.ts'
import type { CaseFile } from '../protocol/objections.ts'

const stamp = new Intl.DateTimeFormat('id-ID', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'Asia/Jakarta' })
const clock = new Intl.DateTimeFormat('id-ID', { timeStyle: 'medium', timeZone: 'Asia/Jakarta' })
const wib = (at: number | null) => (at === null ? '–' : `${stamp.format(at)} WIB`)

const HOW: Record<string, string> = {
  candidate: 'diselesaikan peserta',
  expiry: 'waktu habis',
  proctor: 'diakhiri pengawas',
}

/** The case file on paper (OB6): what the panel sits with. Keys withheld, as on the screen. */
export async function casePdf(file: CaseFile): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit')
  const { objection, publication, row, attempt } = file
  const title = `Berkas sanggah ${objection.receipt}`
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: 44, bottom: 54, left: 48, right: 48 },
    bufferPages: true,
    info: { Title: title, Producer: 'Seleksi' },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => pdf.on('end', resolve))
  pdf.registerFont('text', fontFile(400)).registerFont('bold', fontFile(700))
  const head = (words: string) => pdf.moveDown(0.8).font('bold').fontSize(11).text(words).font('text').fontSize(9.5)
  const line = (name: string, value: string) =>
    pdf.font('bold').text(`${name}: `, { continued: true }).font('text').text(value)
  const table = (columns: (number | '*')[], data: string[][]) =>
    pdf.fontSize(8.5).table({
      columnStyles: columns,
      defaultStyle: {
        border: { top: 0, right: 0, bottom: 0.5, left: 0 },
        borderColor: '#c3c9c4',
        padding: [2, 4, 2, 4],
      },
      rowStyles: (at) => (at === 0 ? { backgroundColor: '#e3efec' } : {}),
      data,
    })

  pdf.font('bold').fontSize(15).text(title).font('text').fontSize(9.5)
  line('Peserta', `${objection.number} · ${objection.name}`)
  line('Formasi', publication.list)
  line('Pengumuman', `${publication.title}, ${wib(publication.publishedAt)}`)
  line(
    'Masuk',
    `${wib(objection.filedAt)}, ${objection.via === 'public' ? 'halaman umum' : `petugas ${objection.filedBy}`}`,
  )
  line('Paling lambat dijawab', objection.answerBy)
  head('Isi sanggah')
  pdf.text(objection.text)
  head('Kedudukan dalam pengumuman')
  if (row) {
    line('Peringkat dan kode', `${row.place ?? '–'} · ${row.code} · total ${row.total ?? '–'}`)
    line('Alasan', row.reason.id)
    for (const near of file.neighbours)
      line(
        near.where === 'above' ? 'Di atasnya' : 'Di bawahnya',
        `${near.number} · peringkat ${near.place ?? '–'} · total ${near.total ?? '–'} · ${near.code}`,
      )
  }
  if (attempt) {
    head('Pengerjaan')
    line('Sesi', `${attempt.sitting.name}, ruang ${attempt.room}, meja ${attempt.station}`)
    line('Mulai', wib(attempt.startedAt))
    line('Selesai', `${wib(attempt.finishedAt)} (${HOW[attempt.how ?? ''] ?? 'belum'})`)
    line(
      'Sisa waktu',
      attempt.leftMs === null
        ? '–'
        : `${Math.floor(attempt.leftMs / 60_000)} menit ${Math.floor((attempt.leftMs % 60_000) / 1000)} detik dari ${attempt.minutes} menit`,
    )
    line('Tanda terima', attempt.receipt ?? '–')
    line('Rantai catatan', `${attempt.events} kejadian, ${attempt.chainWhole ? 'utuh' : 'TIDAK UTUH'}`)
    for (const silence of attempt.silences)
      line('Tanpa kabar', `${clock.format(silence.from)} sampai ${clock.format(silence.to)} WIB`)
    head('Nilai tiap subtes')
    table(
      ['*', 60, 60, 60, 60],
      [
        ['Subtes', 'Nilai', 'Maksimum', 'Terjawab', 'Kosong'],
        ...attempt.sections.map((one) => [one.title, ...[one.points, one.max, one.answered, one.blank].map(String)]),
      ],
    )
    head('Nilai tiap soal (kunci tidak ditampilkan)')
    table(
      [40, '*', 60, 60, 80, 60],
      [
        ['No.', 'Subtes', 'Jawaban', 'Nilai', 'Terakhir', 'Perubahan'],
        ...attempt.items.map((one) => [
          String(one.number),
          one.section,
          one.choice ?? 'kosong',
          String(one.points),
          one.at === null ? '–' : clock.format(one.at),
          String(one.changes),
        ]),
      ],
    )
    head('Urutan kejadian (WIB)')
    for (const { at, words } of attempt.timeline) pdf.fontSize(8.5).text(`${clock.format(at)}  ${words.id}`)
  }
  if (file.standings.length + file.audit.length > 0) {
    head('Keputusan dan tindakan')
    for (const one of file.standings) pdf.text(`${wib(one.at)} · ${one.actor} · status ${one.code}: ${one.reason}`)
    for (const one of file.audit) pdf.text(`${wib(one.at)} · ${one.actor} · ${one.words}`)
  }
  if (file.decision) {
    head(file.decision.verdict === 'granted' ? 'Keputusan: diterima' : 'Keputusan: ditolak')
    pdf.text(file.decision.answer.id)
    line(
      'Diputuskan',
      `${wib(file.decision.at)}, diusulkan ${file.decision.proposedBy}, disetujui ${file.decision.approvedBy}`,
    )
  }
  const { count } = pdf.bufferedPageRange()
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page)
    // Text below the bottom margin would begin a new page.
    pdf.page.margins.bottom = 0
    pdf
      .font('text')
      .fontSize(7.5)
      .text(`Pengumuman SHA-256 ${publication.digest} · halaman ${page + 1} dari ${count}`, 48, pdf.page.height - 36, {
        lineBreak: false,
      })
  }
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}
