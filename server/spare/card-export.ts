import { fontFile } from '../pdf-font.ts'

const MARGIN = 44
const [INK, QUIET, LINE, ALARM] = ['#17201d', '#55605b', '#9aa39e', '#a3261c']

type Step = { id: string; en: string; command?: string }

const steps = (main: string, port: string, folder: string): Step[] => [
  {
    id: 'Pastikan server utama mati: cabut listriknya, lalu cabut kabel jaringannya. Jangan pernah dua server menyala.',
    en: 'Make sure that the main server is off: pull its power, then its network cable. Never let two servers run.',
  },
  {
    id: 'Lihat layar mesin cadangan. Harus tertulis “lengkap sampai …” dengan jam tadi. Catat jamnya.',
    en: 'Look at the spare’s screen: it must say “lengkap sampai …” with a time just past. Write that time down.',
  },
  {
    id: 'Di mesin cadangan, buka terminal baru di folder Seleksi dan ketik:',
    en: 'At the spare, open a new terminal in Seleksi’s folder and type:',
    command: `npm run -s seleksi -- spare take-over --data ${folder}`,
  },
  {
    id: 'Tunggu tulisan “diambil alih: …, semua rantai utuh” dan “siap di …”. Bila tertulis rusak, jangan diulang; hubungi panitia pusat.',
    en: 'Wait for “diambil alih: …, semua rantai utuh” and “siap di …”. If it says “rusak”, do not repeat it; call the centre.',
  },
  {
    id: 'Pindahkan alamat server utama ke mesin cadangan (ganti KARTU dengan nama kartu jaringan dari perintah “ip link”):',
    en: 'Give the spare the main server’s address (KARTU is the network card’s name as “ip link” shows it):',
    command: `sudo ip addr add ${main}/24 dev KARTU && sudo arping -c 3 -U -I KARTU ${main}`,
  },
  {
    id: `Buka http://${main}:${port}/proctor di komputer pengawas. Komputer peserta tersambung sendiri; peserta tidak perlu apa-apa. Waktu yang hilang dikembalikan dengan sendirinya.`,
    en: 'Open the proctor’s page. Stations come back by themselves, candidates do nothing. The lost time is credited by itself.',
  },
  {
    id: 'Tulis di berita acara: jam server utama mati, jam pada langkah 2, jam ruang bekerja lagi.',
    en: 'Write into the minutes: when the main died, the time of step 2, when the room worked again.',
  },
]

/** One page A4 for the server's desk, both languages. `main`: its address; where it is not known, it is left to write. */
export async function cardPdf({
  organisation,
  main,
  port,
  folder,
}: {
  organisation: string
  main: string | null
  port: string
  folder: string | null
}): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit')
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: 40, bottom: 30, left: MARGIN, right: MARGIN },
    bufferPages: true,
    info: { Title: 'Kartu server cadangan', Producer: 'Seleksi' },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((done) => pdf.on('end', done))
  pdf.registerFont('text', fontFile(400)).registerFont('bold', fontFile(700))
  const width = pdf.page.width - 2 * MARGIN
  const indent = 30

  pdf.font('text').fontSize(9).fillColor(QUIET).text(organisation)
  pdf.font('bold').fontSize(24).fillColor(ALARM).text('Server utama mati?')
  pdf.font('bold').fontSize(12.5).fillColor(INK).text('Kartu server cadangan: ruang bekerja lagi dalam satu menit')
  pdf
    .font('text')
    .fontSize(9.5)
    .fillColor(QUIET)
    .text('Is the main server dead? With the spare the room works again within a minute.')
  pdf.moveDown(0.7)
  steps(main ?? 'ALAMAT', port, folder ?? 'FOLDER').forEach(({ id, en, command }, at) => {
    const top = pdf.y
    pdf
      .font('bold')
      .fontSize(19)
      .fillColor(ALARM)
      .text(String(at + 1), MARGIN, top - 3, { width: indent })
    pdf
      .font('bold')
      .fontSize(11.5)
      .fillColor(INK)
      .text(id, MARGIN + indent, top, { width: width - indent })
    pdf
      .font('text')
      .fontSize(9)
      .fillColor(QUIET)
      .text(en, { width: width - indent })
    if (command !== undefined) {
      const from = pdf.y + 3
      pdf.font('Courier-Bold').fontSize(8.8)
      const height = pdf.heightOfString(command, { width: width - indent - 12 }) + 9
      pdf
        .roundedRect(MARGIN + indent, from, width - indent, height, 3)
        .lineWidth(0.8)
        .strokeColor(LINE)
        .stroke()
      pdf.fillColor(INK).text(command, MARGIN + indent + 6, from + 5.5, { width: width - indent - 12 })
      pdf.y = from + height
    }
    pdf.x = MARGIN
    pdf.y += 9
  })

  pdf
    .moveTo(MARGIN, pdf.y)
    .lineTo(MARGIN + width, pdf.y)
    .lineWidth(0.8)
    .strokeColor(LINE)
    .stroke()
  pdf.y += 7
  pdf.font('bold').fontSize(10).fillColor(INK).text('Sebelum ujian · before the exam', MARGIN, pdf.y, { width })
  const before: [string, string][] = [
    ['Di server utama · at the main', 'npm run -s seleksi -- spare invite'],
    [
      'Di mesin cadangan, biarkan menyala · at the spare, leave it running',
      `npm run -s seleksi -- spare follow --of http://${main ?? 'ALAMAT'}:${port} --data ${folder ?? 'FOLDER'} --code KODE`,
    ],
  ]
  for (const [what, command] of before) {
    pdf.font('text').fontSize(9).fillColor(QUIET).text(what, { width })
    pdf.font('Courier').fontSize(8.5).fillColor(INK).text(command, { width })
  }
  pdf.moveDown(0.4)
  const notes = [
    'Konsol menulis “server cadangan tidak menjawab” bila cadangan tertinggal: jawaban sejak itu hanya ada di server utama. Perbaiki cadangannya, jangan mengambil alih tanpa keputusan panitia. · While a console says so, responses are on the main server alone: mend the spare; do not take over without the committee’s word.',
    'Server utama yang lama tidak mau menyala lagi setelah ia mendengar pengambilalihan. Jangan sambungkan ke jaringan ruang selama ujian. · The old main refuses to serve once it hears of this; keep it off the room’s network during the exam.',
  ]
  for (const note of notes) pdf.font('text').fontSize(8.5).fillColor(QUIET).text(note, { width })
  pdf.moveDown(0.5)
  pdf
    .font('text')
    .fontSize(9.5)
    .fillColor(INK)
    .text(
      `Alamat server utama: ${main ?? '....................................'}     Folder cadangan: ${folder ?? '....................................'}     Telepon teknisi: ..............................`,
      { width },
    )
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}
