import { fontFile } from '../pdf-font.ts'
import type { FrozenApplication } from '../protocol/recruitment.ts'

const [LEFT, TOP, RIGHT] = [56, 56, 56]
const [INK, QUIET, LINE] = ['#17201d', '#55605b', '#9aa39e']
const QR_SIDE = 104

export interface ReceiptAsked {
  /** With her NIK masked already: the whole one goes nowhere it is not needed. */
  frozen: Pick<FrozenApplication, 'number' | 'period' | 'vacancy' | 'documents' | 'submittedAt'> & {
    person: { name: string; nik: string }
  }
  digest: string
  organisation: string
  language: 'id' | 'en'
  /** Names of the kinds of documents. */
  kinds: [string, string][]
}

/**
 * What an applicant keeps as proof that she applied (AP7), A4 in her language: number, vacancy, documents with their
 * digests, and the digest of the frozen copy, also as a QR.
 */
export async function receiptPdf({
  frozen,
  digest,
  organisation,
  language,
  kinds: named,
}: ReceiptAsked): Promise<Buffer> {
  const kinds = new Map(named)
  const [{ default: PDFDocument }, { default: QRCode }] = await Promise.all([import('pdfkit'), import('qrcode')])
  const say = (id: string, en: string) => (language === 'id' ? id : en)
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: TOP, bottom: 48, left: LEFT, right: RIGHT },
    info: {
      Title: `${say('Bukti pengiriman lamaran', 'Receipt of application')} ${frozen.number}`,
      Producer: 'Seleksi',
    },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => pdf.on('end', resolve))
  pdf.registerFont('text', fontFile(400)).registerFont('bold', fontFile(700))
  const width = pdf.page.width - LEFT - RIGHT
  const textWidth = width - QR_SIDE - 24

  const qr = await QRCode.toBuffer(`SELEKSI-LAMARAN:${frozen.number}:${digest}`, { margin: 0, width: QR_SIDE * 4 })
  pdf.image(qr, LEFT + width - QR_SIDE, TOP, { width: QR_SIDE })
  pdf.font('text').fontSize(10).fillColor(QUIET).text(organisation, LEFT, TOP, { width: textWidth })
  pdf
    .font('bold')
    .fontSize(18)
    .fillColor(INK)
    .text(say('Bukti pengiriman lamaran', 'Receipt of application'), { width: textWidth })
  pdf.font('text').fontSize(11).text(frozen.period, { width: textWidth })
  pdf.moveDown(0.6).font('bold').fontSize(26).text(frozen.number, { width: textWidth, characterSpacing: 1 })
  pdf.y = Math.max(pdf.y, TOP + QR_SIDE) + 18

  const moment = new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    ...{ dateStyle: 'full', timeStyle: 'medium', timeZone: 'Asia/Jakarta' },
  }).format(frozen.submittedAt)
  const row = (name: string, value: string) => {
    const top = pdf.y
    pdf.font('text').fontSize(10).fillColor(QUIET).text(name, LEFT, top, { width: 140 })
    pdf
      .fillColor(INK)
      .fontSize(11)
      .text(value, LEFT + 150, top, { width: width - 150 })
    pdf.y = Math.max(pdf.y, top + 16) + 4
    pdf.x = LEFT
  }
  row(say('Nama', 'Name'), frozen.person.name)
  row('NIK', frozen.person.nik)
  row(say('Formasi', 'Vacancy'), `${frozen.vacancy.code} · ${frozen.vacancy.position}`)
  row(say('Unit penempatan', 'Unit'), frozen.vacancy.unit)
  row(say('Dikirim', 'Submitted'), `${moment} WIB`)

  pdf.moveDown(0.8).font('bold').fontSize(12).text(say('Dokumen yang dikirim', 'Documents submitted'))
  pdf.moveDown(0.3)
  for (const { kind, digest: of } of frozen.documents) {
    pdf
      .font('text')
      .fontSize(10)
      .fillColor(INK)
      .text(kinds.get(kind) ?? kind, { continued: true })
    pdf.fillColor(QUIET).text(`   SHA-256 ${of.slice(0, 16)}…`)
  }
  pdf
    .moveDown(1)
    .moveTo(LEFT, pdf.y)
    .lineTo(LEFT + width, pdf.y)
    .lineWidth(0.5)
    .stroke(LINE)
  pdf
    .moveDown(0.6)
    .font('bold')
    .fontSize(10)
    .fillColor(INK)
    .text(say('Sidik isi lamaran (SHA-256)', 'Digest of the application (SHA-256)'))
  pdf
    .font('text')
    .fontSize(9.5)
    .text(digest.match(/.{1,16}/g)?.join(' ') ?? digest)
  pdf
    .moveDown(0.6)
    .fontSize(9.5)
    .fillColor(QUIET)
    .text(
      say(
        'Isi lamaran tidak dapat diubah lagi. Sidik ini milik isi tepat seperti saat dikirim; satu huruf yang berbeda memberi sidik yang lain. Status dan pemberitahuan ada di portal pelamar. Seluruh proses tidak dipungut biaya.',
        'The application can no longer be changed. This digest belongs to exactly what was submitted; one other letter gives another digest. Its state and all notices are in the portal. The whole process is free of charge.',
      ),
      { width },
    )
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}
