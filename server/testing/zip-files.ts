import { crc32, inflateRawSync } from 'node:zlib'

/** The files of a ZIP archive by name, read from its directory as other programs do, sizes and checksums checked. */
export function zipFiles(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from('504b0506', 'hex'))
  let count = archive.readUInt16LE(end + 10)
  let at = archive.readUInt32LE(end + 16)
  if (count === 0xffff) {
    const end64 = Number(archive.readBigUInt64LE(end - 20 + 8))
    count = Number(archive.readBigUInt64LE(end64 + 32))
    at = Number(archive.readBigUInt64LE(end64 + 48))
  }
  const files = new Map<string, Buffer>()
  for (let n = 0; n < count; n += 1) {
    if (archive.readUInt32LE(at) !== 0x02014b50) throw new Error(`entry ${n} of the directory is not at ${at}`)
    const [crc, packed, raw] = [16, 20, 24].map((field) => archive.readUInt32LE(at + field))
    const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field))
    const title = archive.toString('utf8', at + 46, at + 46 + name)
    const local = archive.readUInt32LE(at + 42)
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const body = inflateRawSync(archive.subarray(start, start + (packed ?? 0)))
    if (body.length !== raw || crc32(body) !== crc) throw new Error(`${title} is damaged`)
    if (files.has(title)) throw new Error(`${title} is there twice`)
    files.set(title, body)
    at += 46 + name + extra + comment
  }
  return files
}
