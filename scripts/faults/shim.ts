import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** The knobs and figures of `shim.c`, by their place. */
const PLACES = { delayUs: 0, failNext: 1, synced: 2, written: 3, syncs: 4, failed: 5, full: 6, inside: 7 } as const
type Place = keyof typeof PLACES

export const lacksCompiler = (): string | null =>
  spawnSync('cc', ['--version']).status === 0 ? null : 'no C compiler (cc) to build the shim with'

/** What stands between the server and its disk, compiled into `folder`. */
export class SyncShim {
  readonly env: Record<string, string>
  #control: number

  constructor(folder: string) {
    const library = join(folder, 'shim.so')
    const control = join(folder, 'shim.control')
    execFileSync('cc', ['-O2', '-shared', '-fPIC', '-o', library, join(import.meta.dirname, 'shim.c'), '-ldl'])
    this.#control = openSync(control, 'w+')
    ftruncateSync(this.#control, 4096)
    this.env = { LD_PRELOAD: library, SYNC_SHIM: control }
  }

  get(place: Place): number {
    const bytes = Buffer.alloc(8)
    readSync(this.#control, bytes, 0, 8, PLACES[place] * 8)
    return Number(bytes.readBigInt64LE())
  }

  set(place: Place, value: number): void {
    const bytes = Buffer.alloc(8)
    bytes.writeBigInt64LE(BigInt(value))
    writeSync(this.#control, bytes, 0, 8, PLACES[place] * 8)
  }

  close(): void {
    closeSync(this.#control)
  }
}
