import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OwnApplication } from '../protocol/applications.ts'
import { DEFAULT_SETTINGS } from '../recruitment/period.ts'
import { letterPdf, photoJpeg } from '../testing/documents.ts'
import { type Person, type PortalWorld, portal } from '../testing/portal.ts'
import { kindOf } from './document.ts'
import { DocumentChecker } from './document-checker-job.ts'
import { DOCUMENTS, documentFiles, placeOf } from './document-files-store.ts'
import { documentsOf, findDocument, openDocument } from './document-store.ts'
import { emptyIncoming } from './upload-store.ts'

let world: PortalWorld
let person: Person
let draft: OwnApplication
let turn = 0
beforeAll(async () => {
  world = await portal()
})
/** A draft of her own for each test: the number of uploads is limited. */
const fresh = async () => {
  turn += 1
  person = await world.person(turn)
  draft = await person.begin()
}
const photo = await photoJpeg()
const letter = await letterPdf()
const upload = (kind: string, bytes: Buffer, name?: string) => person.upload(draft.id, kind, bytes, name)
const incoming = () => readdirSync(join(world.app.folder, DOCUMENTS, 'incoming'))

/** A PDF with something in it that no diploma has. */
async function pdfWith(change: (pdf: PDFDocument) => void): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  pdf.addPage().drawText('Ijazah')
  change(pdf)
  return Buffer.from(await pdf.save({ useObjectStreams: true }))
}
const named = (pdf: PDFDocument, key: string, value: Record<string, unknown>) =>
  pdf.catalog.set(PDFName.of(key), pdf.context.register(pdf.context.obj(value as never)))

describe('a good file', () => {
  it('[DC4][DC7][DC8] a picture is written anew, kept sealed under a chance name, and comes back to its owner alone', async () => {
    await fresh()
    // Turned on its side by the camera, which noted where it was taken.
    const turned = await sharp(photo)
      .withExif({ IFD0: { Artist: 'RAHASIA-KAMERA' }, IFD3: { GPSLatitude: '1/1 30/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect(turned.includes('RAHASIA-KAMERA')).toBe(true)
    const kept = await upload('pas-foto', turned, '../../../etc/foto saya.jpg')
    expect([kept.status, kept.body.name, kept.body.width]).toEqual([200, 'foto saya.jpg', 600])
    const row = await findDocument(world.app.services, kept.body.id)
    const path = join(world.app.folder, placeOf(row?.file ?? ''))
    const sealed = readFileSync(path)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(sealed.subarray(0, 3)).not.toEqual(photo.subarray(0, 3))
    const seen = await person.get(`/api/applicant/documents/${kept.body.id}`)
    expect(createHash('sha256').update(seen.raw).digest('hex')).toBe(kept.body.digest)
    expect(seen.raw.includes('RAHASIA-KAMERA')).toBe(false)
    const stranger = await world.person(90)
    expect((await stranger.get(`/api/applicant/documents/${kept.body.id}`)).status).toBe(404)
    expect((await world.call('GET', `/api/applicant/documents/${kept.body.id}`)).status).toBe(401)
    // One byte of it changed: noticed, not shown.
    if (row) {
      sealed[40] = (sealed[40] ?? 0) ^ 1
      writeFileSync(path, sealed)
      await expect(openDocument(world.app.services, row)).rejects.toThrow()
    }
  })

  it('[DC6] a PDF is kept as it came; a newer one takes its place and the older is gone', async () => {
    await fresh()
    const first = await upload('ijazah', letter)
    const opened = await findDocument(world.app.services, first.body.id)
    expect(opened && (await openDocument(world.app.services, opened))).toEqual(letter)
    const second = await upload('ijazah', await letterPdf({ pages: 3 }))
    expect([second.status, second.body.pages]).toEqual([200, 3])
    expect((await documentsOf(world.app.services, draft.id)).map(({ id }) => id)).toEqual([second.body.id])
    expect(existsSync(join(world.app.folder, placeOf(opened?.file ?? '')))).toBe(false)
    expect((await person.remove(`/api/applicant/documents/${second.body.id}`)).status).toBe(200)
    expect(await documentsOf(world.app.services, draft.id)).toEqual([])
  })

  it('[DC6] a signature field, a link and "open at page one" are usual, and pass', async () => {
    await fresh()
    const usual = await pdfWith((pdf) => {
      named(pdf, 'AcroForm', { Fields: [], SigFlags: 3 })
      pdf.catalog.set(PDFName.of('OpenAction'), pdf.context.obj([pdf.getPage(0).ref, PDFName.of('Fit')]))
      const link = pdf.context.obj({
        Type: 'Annot',
        Subtype: 'Link',
        A: { S: 'URI', URI: PDFString.of('https://example.id') },
      } as never)
      pdf.getPage(0).node.set(PDFName.of('Annots'), pdf.context.obj([pdf.context.register(link)]))
    })
    expect((await upload('ijazah', usual)).status).toBe(200)
  })
})

describe('a hostile file', () => {
  const zipEnd = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)])
  const page = Buffer.from('<html><script>alert(1)</script></html>')
  it.each<[string, string, () => Buffer | Promise<Buffer>, string]>([
    ['[DC3] a PNG called .jpg', 'ktp', () => sharp(photo).resize(40, 60).png().toBuffer(), 'document-type'],
    ['[DC3] a PDF in the place of a picture', 'ktp', () => letter, 'document-type'],
    ['[DC3] a picture in the place of a PDF', 'ijazah', () => photo, 'document-type'],
    ['[DC3] a page of HTML', 'ijazah', () => page, 'document-type'],
    ['[DC3] a program', 'ijazah', () => Buffer.from('MZ\x90\0'.padEnd(2000, '\0')), 'document-type'],
    ['[DC3] a picture with an archive behind it', 'ktp', () => Buffer.concat([photo, zipEnd]), 'document-type'],
    ['[DC3] a picture with a page behind it', 'ktp', () => Buffer.concat([photo, page]), 'document-type'],
    ['[DC3] a picture with a PDF behind it', 'ktp', () => Buffer.concat([photo, letter]), 'document-type'],
    ['[DC3] a PDF with an archive behind it', 'ijazah', () => Buffer.concat([letter, zipEnd]), 'document-type'],
    ['[DC3] a PDF behind a page', 'ijazah', () => Buffer.concat([page, letter]), 'document-type'],
    ['[DC1] nothing', 'ktp', () => Buffer.alloc(0), 'document-empty'],
    [
      '[DC1] one byte past the limit',
      'ktp',
      () => Buffer.concat([photo, Buffer.alloc(200 * 1024 + 1 - photo.length)]),
      'document-large',
    ],
    [
      '[DC7] a picture that was cut off',
      'ktp',
      () => Buffer.concat([photo.subarray(0, photo.length / 2), Buffer.from([0xff, 0xd9])]),
      'document-broken',
    ],
    [
      '[DC7] the skeleton of a picture',
      'ktp',
      () => Buffer.concat([photo.subarray(0, 200), Buffer.from([0xff, 0xd9])]),
      'document-broken',
    ],
    [
      '[DC7] one colour throughout',
      'ktp',
      () =>
        sharp({ create: { width: 400, height: 600, channels: 3, background: '#b02020' } })
          .jpeg()
          .toBuffer(),
      'document-empty',
    ],
    ['[DC7] too few pixels', 'ktp', () => photoJpeg({ width: 200, height: 200 }), 'document-pixels'],
    ['[DC7] too many', 'ktp', () => photoJpeg({ width: 4100, height: 400, quality: 30 }), 'document-pixels'],
    ['[DC7] a bomb: 64,000 pixels a side in its head', 'ktp', () => bombJpeg(), 'document-pixels'],
    ['[DC6] a script', 'ijazah', () => pdfWith((pdf) => pdf.addJavaScript('a', 'app.alert(1)')), 'document-active'],
    [
      '[DC6] an action on opening',
      'ijazah',
      () => pdfWith((pdf) => named(pdf, 'OpenAction', { S: 'Launch', F: 'x' })),
      'document-active',
    ],
    [
      '[DC6] a jump to another file on opening',
      'ijazah',
      () => pdfWith((pdf) => named(pdf, 'OpenAction', { S: 'GoToR', F: 'x' })),
      'document-active',
    ],
    [
      '[DC6] a form of XFA',
      'ijazah',
      () => pdfWith((pdf) => named(pdf, 'AcroForm', { Fields: [], XFA: [] })),
      'document-active',
    ],
    [
      '[DC6] a form that sends',
      'ijazah',
      () => pdfWith((pdf) => named(pdf, 'AA', { WC: { S: 'SubmitForm' } })),
      'document-active',
    ],
    ['[DC6] an attachment', 'ijazah', () => attached(), 'document-active'],
    [
      '[DC6] a name written in hexadecimal',
      'ijazah',
      () =>
        Buffer.from(
          letter
            .toString('latin1')
            .replace('/Catalog', '/Catalog /A 9 0 R /Java#53cript 1')
            .replace(/startxref\n\d+/, 'startxref\n0'),
          'latin1',
        ),
      'document-active',
    ],
    ['[DC6] a lock', 'ijazah', () => locked(), 'document-locked'],
    ['[DC6] too many pages', 'ijazah', () => letterPdf({ pages: 11 }), 'document-pages'],
    ['[DC6] no words on any page', 'ijazah', () => blankPdf(), 'document-empty'],
    [
      '[DC6] the head of a PDF and then noise',
      'ijazah',
      () => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(5000), Buffer.from('\n%%EOF\n')]),
      'document-broken',
    ],
  ])('%s', async (_, kind, make, word) => {
    await fresh()
    const refused = await upload(kind, await make())
    expect(refused.body.refused).toBe(word)
    expect(await documentsOf(world.app.services, draft.id)).toEqual([])
    expect(incoming()).toEqual([])
  })

  it('[DC5] a PDF that unfolds to gigabytes takes its own process along, and the next file is checked', async () => {
    const checker = new DocumentChecker({ memoryBytes: 250 * 1024 * 1024 })
    const rule = DEFAULT_SETTINGS.documents.find(({ kind }) => kind === 'ijazah')
    if (!rule) throw new Error('no rule')
    const bomb = bombPdf()
    const before = process.memoryUsage().rss
    expect(bomb.length).toBeLessThan(rule.bytesMax)
    expect(kindOf(bomb)).toBe('pdf')
    expect(await checker.check(bomb, rule)).toEqual({ kind: 'broken' })
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
    expect(await checker.check(letter, rule)).toEqual({ kind: 'pdf', pages: 1 })
    checker.stop()
  })

  it('[DC5] what takes too long is ended', async () => {
    const checker = new DocumentChecker({ workMs: 1 })
    const rule = DEFAULT_SETTINGS.documents[0]
    if (!rule) throw new Error('no rule')
    expect(await checker.check(photo, rule)).toEqual({ kind: 'broken' })
    checker.stop()
  })
})

describe('on the wire', () => {
  let origin: URL
  beforeAll(async () => {
    origin = new URL(await world.app.listen())
  })
  afterAll(() => world.app.close())

  /** Sends a head and then as much as the server takes, up to a limit; resolves with what it answered and took. */
  const stream = (headers: string, most: number) =>
    new Promise<{ answer: string; sent: number }>((done) => {
      const socket = connect(Number(origin.port), origin.hostname)
      const chunk = Buffer.alloc(64 * 1024, 0x41)
      let [answer, sent, ended] = ['', 0, false]
      socket.write(
        `POST /api/applicant/applications/${draft.id}/documents/ktp HTTP/1.1\r\nhost: ${origin.host}\r\ncookie: ${person.cookie}\r\ncontent-type: multipart/form-data; boundary=b\r\n${headers}\r\n\r\n`,
      )
      const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="x.jpg"\r\n\r\n'
      const chunked = headers.includes('chunked')
      const put = (bytes: Buffer) => {
        sent += bytes.length
        return socket.write(
          chunked
            ? Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
            : bytes,
        )
      }
      put(Buffer.from(head))
      const more = () => {
        while (!ended && sent < most) if (!put(chunk)) return void socket.once('drain', more)
      }
      more()
      socket.on('data', (data) => {
        answer += String(data)
      })
      const end = () => {
        if (ended) return
        ended = true
        done({ answer, sent })
      }
      socket.on('error', end)
      socket.on('close', end)
    })

  it('[DC1] five gigabytes that say so are refused before a byte of them is read', async () => {
    await fresh()
    const { answer, sent } = await stream(`content-length: ${5 * 1024 ** 3}`, 5 * 1024 ** 3)
    expect(answer).toContain('413')
    expect(answer).toContain('document-large')
    expect(sent).toBeLessThan(16 * 1024 * 1024)
  })

  it('[DC1][DC2] five gigabytes that do not say so end early, and nothing of them stays', async () => {
    await fresh()
    const { answer, sent } = await stream('transfer-encoding: chunked', 5 * 1024 ** 3)
    expect(answer).toContain('document-large')
    expect(sent).toBeLessThan(16 * 1024 * 1024)
    expect(incoming()).toEqual([])
  })

  it('[DC2] a line that breaks leaves nothing; what an earlier life left is emptied at the start', async () => {
    await fresh()
    const socket = connect(Number(origin.port), origin.hostname)
    socket.write(
      `POST /api/applicant/applications/${draft.id}/documents/ktp HTTP/1.1\r\nhost: ${origin.host}\r\ncookie: ${person.cookie}\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 90000\r\n\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="x.jpg"\r\n\r\n150804450395`,
    )
    await until(() => incoming().length === 1)
    // What lies there is not what came.
    await until(() => statSync(join(world.app.folder, DOCUMENTS, 'incoming', incoming()[0] ?? '')).size > 0)
    const lying = readFileSync(join(world.app.folder, DOCUMENTS, 'incoming', incoming()[0] ?? ''))
    expect(lying.includes('150804450395')).toBe(false)
    socket.destroy()
    await until(() => incoming().length === 0)
    writeFileSync(join(world.app.folder, DOCUMENTS, 'incoming', 'left'), 'x')
    emptyIncoming(world.app.services)
    expect(incoming()).toEqual([])
    expect(world.app.faults).toEqual([])
  })

  it('[DC4] no name of a file reaches a path', () => {
    for (const name of ['../x', 'a/b', '', 'x'.repeat(23), '..\\x', `${'x'.repeat(21)}/`])
      expect(() => placeOf(name)).toThrow('bug')
  })

  it('waits when the disk is low, in words for an applicant', async () => {
    await fresh()
    world.app.health.disk.facts = { ...world.app.health.disk.facts, state: 'low' }
    expect((await upload('ktp', photo)).body.refused).toBe('uploads-paused')
    world.app.health.disk.facts = { ...world.app.health.disk.facts, state: 'ample' }
    expect((await upload('ktp', photo)).status).toBe(200)
  })
})

describe('a bucket that speaks S3', () => {
  it('gets sealed bytes under chance names, and gives them back', async () => {
    const kept = new Map<string, Buffer>()
    const { createServer } = await import('node:http')
    const server = createServer((request, response) => {
      const key = new URL(request.url ?? '', 'http://x').pathname
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        if (request.method === 'PUT') kept.set(key, Buffer.concat(chunks))
        const found = kept.get(key)
        if (request.method === 'DELETE') kept.delete(key)
        if (request.method === 'GET' && !found) return void response.writeHead(404).end()
        response
          .writeHead(request.method === 'DELETE' ? 204 : 200, { etag: '"x"' })
          .end(request.method === 'GET' ? found : undefined)
      })
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const port = (server.address() as { port: number }).port
    const s3 = {
      endpoint: `http://127.0.0.1:${port}/dokumen`,
      region: 'auto',
      accessKeyId: 'a',
      secretAccessKey: 'rahasia',
    }
    const files = documentFiles({ config: { ...world.app.services.config, documentsS3: s3 } })
    const name = randomBytes(16).toString('base64url')
    await files.keep(name, Buffer.from('tersegel'))
    expect([...kept.keys()]).toEqual([`/dokumen/${placeOf(name)}`])
    expect(String(await files.read(name))).toBe('tersegel')
    await files.remove(name)
    expect(await files.read(name)).toBeNull()
    server.close()
  })
})

async function until(true_: () => boolean): Promise<void> {
  for (let n = 0; n < 200 && !true_(); n += 1) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(true_()).toBe(true)
}

/** A head that promises 64,000 by 64,000 pixels. */
function bombJpeg(): Buffer {
  const bytes = Buffer.from(photo)
  const at = bytes.indexOf(Buffer.from([0xff, 0xc0]))
  bytes.writeUInt16BE(64_000, at + 5)
  bytes.writeUInt16BE(64_000, at + 7)
  return bytes
}

/** One object stream of 700 MB of blanks in 700 KB. */
function bombPdf(): Buffer {
  const body = deflateSync(Buffer.alloc(700 * 1024 * 1024, 0x20), { level: 9 })
  const head = `%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n3 0 obj\n<</Type/ObjStm/N 1/First 6/Filter/FlateDecode/Length ${body.length}>>\nstream\n`
  return Buffer.concat([
    Buffer.from(head),
    body,
    Buffer.from('\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF\n'),
  ])
}

async function attached(): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  pdf.addPage().drawText('Ijazah')
  await pdf.attach(Buffer.from('x'), 'x.exe', {})
  return Buffer.from(await pdf.save())
}
async function locked(): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  pdf.addPage().drawText('Ijazah')
  pdf.encrypt({ userPassword: 'a', ownerPassword: 'b' })
  return Buffer.from(await pdf.save())
}
async function blankPdf(): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  pdf.addPage()
  return Buffer.from(await pdf.save())
}
