import { crc32, inflateRawSync } from 'node:zlib'
import { ARCHIVE_BYTES_MAX, ENTRIES_MAX, ENTRY_BYTES_MAX, RATIO_MAX } from './reading.ts'

/** One file of an archive, as the directory at its end tells. */
export interface ArchiveEntry {
  name: string
  packed: number
  unpacked: number
  method: number
  crc: number
  at: number
  isLocked: boolean
  isLink: boolean
}

/** The directory of a ZIP file, read without unpacking anything; null when there is none or it is damaged. */
export function archiveDirectory(bytes: Uint8Array): ArchiveEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const last = Math.max(0, bytes.length - 66_000)
  for (let end = bytes.length - 22; end >= last; end--)
    if (view.getUint32(end, true) === 0x06054b50) return directoryAt(bytes, view, end)
  return null
}

function directoryAt(bytes: Uint8Array, view: DataView, end: number): ArchiveEntry[] | null {
  const entries: ArchiveEntry[] = []
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) return null
    const flags = view.getUint16(at + 8, true)
    const nameLength = view.getUint16(at + 28, true)
    // Names are UTF-8 where the flag says so; older writers use another page, and then plain letters are what counts.
    const name = new TextDecoder((flags & 0x800) === 0 ? 'windows-1252' : 'utf-8').decode(
      bytes.subarray(at + 46, at + 46 + nameLength),
    )
    entries.push({
      name,
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      at: view.getUint32(at + 42, true),
      isLocked: (flags & 1) !== 0,
      isLink: ((view.getUint32(at + 38, true) >>> 16) & 0xf000) === 0xa000,
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** An archive that was found harmless. Nothing is unpacked before it is asked for, and nothing is ever put on a disk. */
export interface Archive {
  names: string[]
  /** The bytes of one file; a string says why they cannot be had, null that there is no such file. */
  read(name: string): Uint8Array | string | null
}

/** Looks at the whole directory first (B28): names, number, sizes, overlaps. A string is the reason to refuse it. */
export function openArchive(bytes: Uint8Array): Archive | string {
  const entries = archiveDirectory(bytes)
  if (entries === null) return 'Arsip ZIP rusak atau terpotong; buat ulang arsipnya, lalu unggah lagi.'
  const problem = harm(entries)
  if (problem) return problem
  const files = new Map(entries.filter(({ name }) => !name.endsWith('/')).map((entry) => [entry.name, entry]))
  return {
    names: [...files.keys()],
    read(name) {
      const entry = files.get(name)
      return entry ? unpack(bytes, entry) : null
    },
  }
}

function harm(entries: readonly ArchiveEntry[]): string | null {
  if (entries.length > ENTRIES_MAX)
    return `Arsip berisi ${entries.length} berkas, paling banyak ${ENTRIES_MAX}; bagi menjadi beberapa arsip.`
  const seen = new Set<string>()
  let total = 0
  let ends = 0
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    const shown = `"${entry.name.slice(0, 80)}"`
    if (!isInside(entry.name))
      return `Arsip memuat nama berkas ${shown} yang menunjuk ke luar arsip; arsip ditolak seluruhnya. Buat ulang dari sumber yang dipercaya.`
    if (entry.isLink) return `Arsip memuat tautan ${shown} alih-alih berkas; buat ulang arsip tanpa tautan.`
    if (entry.isLocked) return `Berkas ${shown} dalam arsip terkunci sandi; buat ulang arsip tanpa sandi.`
    if (seen.has(entry.name)) return `Arsip memuat dua berkas bernama ${shown}; hapus salah satunya.`
    seen.add(entry.name)
    if (entry.packed === 0xffffffff || entry.unpacked > ENTRY_BYTES_MAX)
      return `Berkas ${shown} dalam arsip lebih dari ${ENTRY_BYTES_MAX / 1_000_000} MB; perkecil.`
    if (entry.unpacked > 1_000_000 && entry.unpacked > entry.packed * RATIO_MAX)
      return `Berkas ${shown} mengembang lebih dari ${RATIO_MAX} kali saat dibuka (bom ZIP); arsip ditolak.`
    // Files that share their bytes are how a small archive becomes an endless one.
    if (entry.at < ends) return 'Berkas dalam arsip saling bertumpuk (bom ZIP); arsip ditolak.'
    ends = entry.at + 30 + entry.packed
    total += entry.unpacked
  }
  if (total > ARCHIVE_BYTES_MAX)
    return `Isi arsip lebih dari ${ARCHIVE_BYTES_MAX / 1_000_000} MB setelah dibuka; bagi menjadi beberapa arsip.`
  return null
}

function isInside(name: string): boolean {
  return (
    name !== '' &&
    !/^[/~]|^[a-z]:|\\|[\p{Cc}]/iu.test(name) &&
    !name.split('/').some((part) => part === '..' || part === '.')
  )
}

function unpack(bytes: Uint8Array, { name, at, packed, unpacked, method, crc }: ArchiveEntry): Uint8Array | string {
  const broken = `Berkas "${name.slice(0, 80)}" dalam arsip rusak; buat ulang arsipnya.`
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (at + 30 > bytes.length || view.getUint32(at, true) !== 0x04034b50) return broken
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  if (from + packed > bytes.length) return broken
  const raw = bytes.subarray(from, from + packed)
  try {
    // What says it is small and is not ends at its own word.
    const open =
      method === 0 ? raw : method === 8 ? inflateRawSync(raw, { maxOutputLength: Math.max(1, unpacked) }) : null
    if (open === null)
      return `Berkas "${name.slice(0, 80)}" dimampatkan dengan cara yang tidak dikenal; buat ulang arsip sebagai ZIP biasa.`
    return open.length === unpacked && crc32(open) === crc ? open : broken
  } catch {
    return broken
  }
}
