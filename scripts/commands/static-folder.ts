import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { Stop } from './command.ts'

/** What tells a folder as one of ours: only such a one is replaced. */
export const MARK = 'bundel.json'
export const SUMS = 'SHA256SUMS'
export type BundleKind = 'bundel-pengumuman' | 'bundel-lowongan'

/**
 * A folder that is written beside the wanted place and takes it when it is whole. Whoever serves the old one serves it
 * until then, and an interrupted run leaves it as it is.
 */
export class BundleFolder {
  readonly #target: string
  readonly #work: string
  readonly #sums = new Map<string, string>()
  readonly #folders = new Set<string>()

  /**
   * `kind` is what the mark says of the folder: one with results never takes the place of one with vacancies.
   * @throws Stop when the place holds what is not ours; nothing was touched then.
   */
  constructor(target: string, kind: BundleKind = 'bundel-pengumuman') {
    this.#target = resolve(target)
    const parent = dirname(this.#target)
    if (this.#target === parent) throw new Stop(`"${target}" bukan folder yang dapat diganti`)
    recover(this.#target)
    refuseForeign(this.#target, kind)
    try {
      mkdirSync(parent, { recursive: true })
      removeLeftovers(this.#target)
      this.#work = beside(this.#target, 'baru', process.pid)
      rmSync(this.#work, { recursive: true, force: true })
      mkdirSync(this.#work)
    } catch (error) {
      throw cannotWrite(parent, error)
    }
  }

  /** Writes a file whole. `path` is from the top of the bundle, with slashes. */
  write(path: string, content: string | Uint8Array): string {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const file = this.#open(path)
    try {
      put(file, bytes)
    } finally {
      closeSync(file)
    }
    return this.#keep(path, createHash('sha256').update(bytes).digest('hex'))
  }

  /** Writes a file as it comes. */
  async stream(path: string, chunks: AsyncIterable<string | Uint8Array>): Promise<string> {
    const hash = createHash('sha256')
    const file = this.#open(path)
    try {
      for await (const chunk of chunks) {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
        hash.update(bytes)
        put(file, bytes)
      }
    } finally {
      closeSync(file)
    }
    return this.#keep(path, hash.digest('hex'))
  }

  /** Where a file may be kept for a while; it must be removed before the end. */
  scratch(name: string): string {
    return join(this.#work, name)
  }

  get files(): number {
    return this.#sums.size
  }

  /** Writes the sums, and puts the new folder in the place of the old one. */
  finish(mark: string): void {
    this.write(MARK, mark)
    const sums = [...this.#sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, sum]) => `${sum}  ${path}\n`)
    this.write(SUMS, sums.join(''))
    const old = beside(this.#target, 'lama', process.pid)
    const had = existsSync(this.#target)
    try {
      if (had) renameSync(this.#target, old)
      try {
        renameSync(this.#work, this.#target)
      } catch (error) {
        if (had) renameSync(old, this.#target)
        throw error
      }
    } catch (error) {
      throw cannotWrite(this.#target, error)
    }
    rmSync(old, { recursive: true, force: true })
  }

  /** Takes away what was written so far; the old folder was never touched. */
  discard(): void {
    rmSync(this.#work, { recursive: true, force: true })
  }

  #open(path: string): number {
    const full = join(this.#work, ...path.split('/'))
    const folder = dirname(full)
    try {
      if (!this.#folders.has(folder)) mkdirSync(folder, { recursive: true })
      this.#folders.add(folder)
      return openSync(full, 'wx')
    } catch (error) {
      throw cannotWrite(full, error)
    }
  }

  #keep(path: string, sum: string): string {
    this.#sums.set(path, sum)
    return sum
  }
}

function put(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}

const beside = (target: string, what: string, pid: number | string) =>
  join(dirname(target), `.${basename(target)}.seleksi-${what}-${pid}`)

const cannotWrite = (where: string, error: unknown) =>
  new Stop(`tidak dapat menulis di "${where}": ${error instanceof Error ? error.message : String(error)}`)

/** A run that died between the two renames left the old folder whole under another name: it goes back first. */
function recover(target: string): void {
  if (existsSync(target)) return
  const old = siblings(target, 'lama')[0]
  if (old !== undefined && existsSync(join(old.path, MARK))) renameSync(old.path, target)
}

/** What runs left that are not running any more. */
function removeLeftovers(target: string): void {
  for (const { path, pid } of [...siblings(target, 'baru'), ...siblings(target, 'lama')])
    if (pid !== process.pid && !isRunning(pid)) rmSync(path, { recursive: true, force: true })
}

function siblings(target: string, what: string): { path: string; pid: number }[] {
  const begin = basename(beside(target, what, ''))
  const parent = dirname(target)
  if (!existsSync(parent)) return []
  return readdirSync(parent)
    .filter((name) => name.startsWith(begin) && /^\d+$/.test(name.slice(begin.length)))
    .map((name) => ({ path: join(parent, name), pid: Number(name.slice(begin.length)) }))
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Refuses to replace a folder with anything in it that an earlier bundle did not put there. */
function refuseForeign(target: string, kind: BundleKind): void {
  if (!existsSync(target)) return
  if (lstatSync(target).isSymbolicLink())
    throw new Stop(`"${target}" adalah tautan; tulis folder yang dituju, supaya jelas apa yang diganti`)
  if (!lstatSync(target).isDirectory()) throw new Stop(`"${target}" adalah berkas, bukan folder`)
  const found = filesUnder(target)
  if (found.length === 0) return
  if (!isOurs(target, kind))
    throw new Stop(
      `folder "${target}" sudah berisi dan bukan ${kind.replace('-', ' ')}; tidak ada yang diubah. Pilih folder lain atau kosongkan`,
    )
  const known = new Set([SUMS, ...pathsIn(readFileSync(join(target, SUMS), 'utf8'))])
  const foreign = found.filter((path) => !known.has(path))
  if (foreign.length > 0)
    throw new Stop(
      `folder "${target}" memuat yang bukan dari bundel: ${foreign.slice(0, 5).join(', ')}${foreign.length > 5 ? ` dan ${foreign.length - 5} lagi` : ''}; tidak ada yang diubah. Pindahkan dahulu, karena folder ini diganti seluruhnya`,
    )
}

function isOurs(target: string, kind: BundleKind): boolean {
  try {
    const mark = JSON.parse(readFileSync(join(target, MARK), 'utf8')) as { seleksi?: unknown }
    return mark.seleksi === kind && existsSync(join(target, SUMS))
  } catch {
    return false // no mark, or not one that we wrote: somebody else's folder
  }
}

const pathsIn = (sums: string): string[] =>
  sums
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.slice(66))

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => !one.isDirectory())
    .map((one) => relative(folder, join(one.parentPath, one.name)).split(sep).join('/'))
