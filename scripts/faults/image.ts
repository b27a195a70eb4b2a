import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { undoAtEnd } from './cleanup.ts'
import { sleep } from './station.ts'

const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })

/** EXT4_IOC_SHUTDOWN with NOLOGFLUSH: from here on nothing reaches the disk that was not synced before. */
const SHUTDOWN =
  'my $flag = pack("I", 2); sysopen(my $d, $ARGV[0], 0) or die "open: $!"; ioctl($d, 0x8004587d, $flag) or die "ioctl: $!";'

let lacking: string | null | undefined

/** Tried once, with a real image: mounting needs root, loop devices and ext4. */
export function lacksImages(): string | null {
  if (lacking !== undefined) return lacking
  if (process.getuid?.() !== 0) lacking = 'mounting an image needs root'
  else {
    const folder = mkdtempSync(join(tmpdir(), 'seleksi-image-'))
    try {
      new DiskImage(folder, 16).remove()
      lacking = null
    } catch (error) {
      lacking = `no ext4 on a loop device: ${String((error as Error).message).split('\n')[0]}`
    }
    rmSync(folder, { recursive: true, force: true })
  }
  return lacking
}

/** A disk of its own: ext4 on a file, mounted through a loop device. */
export class DiskImage {
  readonly path: string
  #file: string
  #mounted = false
  #forget: () => void

  constructor(folder: string, megabytes: number) {
    mkdirSync(folder, { recursive: true })
    this.#file = join(folder, 'disk.img')
    this.path = join(folder, 'disk')
    mkdirSync(this.path, { recursive: true })
    run('truncate', '-s', `${megabytes}M`, this.#file)
    run('mkfs.ext4', '-q', '-F', '-m', '0', this.#file)
    this.#forget = undoAtEnd(() => this.remove())
    this.mount()
  }

  mount(): void {
    run('mount', '-o', 'loop', this.#file, this.path)
    this.#mounted = true
  }

  /** The power goes: everything not synced is gone. The file system refuses every write until it is mounted again. */
  cutPower(): void {
    run('perl', '-e', SHUTDOWN, this.path)
  }

  /** Unmounted and mounted again: the journal of the file system is replayed, as after switching on. */
  async powerUp(): Promise<void> {
    for (let tries = 0; ; tries++) {
      if (tries > 100) throw new Error(`${this.path} cannot be mounted anew: somebody still uses it`)
      if (!this.#mounted || spawnSync('umount', [this.path]).status === 0) {
        this.#mounted = false
        this.mount()
        if (this.#takesWrites()) return
      }
      await sleep(50)
    }
  }

  /** A copy of the mount elsewhere on this machine would keep the dead file system alive. */
  #takesWrites(): boolean {
    try {
      writeFileSync(join(this.path, '.powered'), '')
      return true
    } catch {
      return false
    }
  }

  remove(): void {
    this.#forget()
    if (this.#mounted) spawnSync('umount', ['-l', this.path])
    this.#mounted = false
  }
}
