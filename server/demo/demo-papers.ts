import { createHash, randomBytes } from 'node:crypto'
import PDFDocument from 'pdfkit'
import sharp from 'sharp'
import { documentFiles } from '../applications/document-files-store.ts'
import { documentKey } from '../applications/document-store.ts'
import { sealBytes } from '../recruitment/nik-seal.ts'
import { DEFAULT_SETTINGS } from '../recruitment/period.ts'
import type { Services } from '../services.ts'

export type Paper = Services['store']['tables']['document']['$inferInsert']

/** The papers that the period asks for, the same for everybody, each in a file of her own. */
export async function papersOf(services: Services, application: string, samples: Samples): Promise<Paper[]> {
  const files = documentFiles(services)
  const key = documentKey(services.secret)
  return await Promise.all(
    DEFAULT_SETTINGS.documents
      .filter(({ needed }) => needed)
      .map(async ({ kind, type }): Promise<Paper> => {
        const file = randomBytes(16).toString('base64url')
        const bytes = samples[type]
        await files.keep(file, sealBytes(key, bytes))
        return {
          ...{ id: services.newId(), applicationId: application, kind, file, bytes: bytes.length },
          ...{ digest: createHash('sha256').update(bytes).digest('hex'), createdAt: services.clock.wall() },
          ...(type === 'jpeg'
            ? { type: 'image/jpeg', pages: null, width: 300, height: 400 }
            : { type: 'application/pdf', pages: 1, width: null, height: null }),
          ...{ name: `${kind}.${type === 'jpeg' ? 'jpg' : 'pdf'}`, replacedAt: null, erasedAt: null },
        }
      }),
  )
}
export interface Samples {
  jpeg: Buffer
  pdf: Buffer
}

/** A figure without a face, on red: nobody is shown. */
const portrait = (): Promise<Buffer> =>
  sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="400"><rect width="300" height="400" fill="#b3261e"/><circle cx="150" cy="155" r="72" fill="#f1ede8"/><path d="M30 400 C40 285 260 285 270 400 Z" fill="#f1ede8"/></svg>',
    ),
  )
    .jpeg({ quality: 80 })
    .toBuffer()

function paper(): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4' })
  const parts: Buffer[] = []
  pdf.on('data', (part: Buffer) => parts.push(part))
  pdf.fontSize(20).text('CONTOH')
  pdf.fontSize(12).text('Dokumen contoh untuk mencoba meja verifikasi. Tidak ada orang ini.')
  pdf.end()
  return new Promise((done) => pdf.on('end', () => done(Buffer.concat(parts))))
}

export const samplePapers = async (): Promise<Samples> => ({ jpeg: await portrait(), pdf: await paper() })
