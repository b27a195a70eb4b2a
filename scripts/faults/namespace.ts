import { execFileSync, spawnSync } from 'node:child_process'
import { undoAtEnd } from './cleanup.ts'

const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })

let lacking: string | null | undefined
export function lacksNamespaces(): string | null {
  if (lacking !== undefined) return lacking
  if (process.getuid?.() !== 0) lacking = 'network namespaces need root'
  else if (spawnSync('nft', ['--version']).status !== 0)
    lacking = 'nftables is not installed (apt-get install nftables)'
  else
    try {
      new Network(250, 1).remove()
      lacking = null
    } catch (error) {
      lacking = `no network namespace: ${String((error as Error).message).split('\n')[0]}`
    }
  return lacking
}

/** A network of our own: the server's machine is a namespace behind a cable, each station has an address on our side. */
export class Network {
  readonly host: string
  readonly before: string[]
  readonly addresses: string[]
  #name: string
  #near: string
  #forget: () => void

  /** @param number from 1 to 250, part of the addresses; one network for each. */
  constructor(number: number, stations: number) {
    this.#name = `seleksi-${process.pid}-${number}`
    this.#near = `sl${process.pid % 10_000}n${number}`
    const far = `sl${process.pid % 10_000}f${number}`
    this.host = `10.231.${number}.1`
    this.addresses = Array.from({ length: stations }, (_, at) => `10.231.${number}.${at + 2}`)
    // Not `ip netns exec`: that copies the mounts, and a disk image of another fault would stay mounted in the copy.
    this.before = ['nsenter', `--net=/var/run/netns/${this.#name}`]
    this.#forget = undoAtEnd(() => this.remove())
    try {
      run('ip', 'netns', 'add', this.#name)
      run('ip', 'link', 'add', this.#near, 'type', 'veth', 'peer', 'name', far, 'netns', this.#name)
      for (const address of this.addresses) run('ip', 'address', 'add', `${address}/24`, 'dev', this.#near)
      run('ip', 'link', 'set', this.#near, 'up')
      this.#inside('ip', 'address', 'add', `${this.host}/24`, 'dev', far)
      this.#inside('ip', 'link', 'set', far, 'up')
      this.#inside('ip', 'link', 'set', 'lo', 'up')
    } catch (error) {
      this.remove()
      throw error
    }
  }

  /** Packets between the server and these stations are dropped, so many in a hundred; 100: the cable is out. */
  drop(percent: number, addresses = this.addresses): void {
    const chance = percent >= 100 ? '' : `numgen random mod 100 < ${percent} `
    const these = `{ ${addresses.join(', ')} }`
    const rules = `table ip faults {
      chain in { type filter hook input priority 0; ip saddr ${these} ${chance}drop; }
      chain out { type filter hook output priority 0; ip daddr ${these} ${chance}drop; }
    }`
    this.heal()
    execFileSync(this.before[0] as string, [...this.before.slice(1), 'nft', '-f', '-'], {
      input: rules,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
  }

  heal(): void {
    spawnSync(this.before[0] as string, [...this.before.slice(1), 'nft', 'flush', 'ruleset'])
  }

  remove(): void {
    this.#forget()
    spawnSync('ip', ['link', 'delete', this.#near])
    spawnSync('ip', ['netns', 'delete', this.#name])
  }

  #inside(...command: string[]): void {
    run(this.before[0] as string, ...this.before.slice(1), ...command)
  }
}
