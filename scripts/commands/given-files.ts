import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { Stop } from './command.ts'

/** Largest file a command reads, in bytes. */
const FILE_BYTES_MAX = 64 * 1024 * 1024

export function readFiles(
  names: string[],
  bytesMax = FILE_BYTES_MAX,
): { name: string; path: string; bytes: Uint8Array }[] {
  return names.map((name) => {
    const path = whereIs(name)
    if (!existsSync(path)) throw new Stop(`berkas "${name}" tidak ditemukan`)
    const { size } = statSync(path)
    if (!statSync(path).isFile()) throw new Stop(`"${name}" bukan berkas`)
    if (size > bytesMax)
      throw new Stop(`berkas "${name}" ${Math.ceil(size / 1e6)} MB, paling besar ${bytesMax / 1024 / 1024} MB`)
    return { name: basename(path), path, bytes: readFileSync(path) }
  })
}

/** npm runs us in the project's folder and tells where it was called. */
export function whereIs(name: string): string {
  return (
    [process.cwd(), process.env['INIT_CWD'] ?? ''].map((from) => resolve(from, name)).find((one) => existsSync(one)) ??
    resolve(name)
  )
}
