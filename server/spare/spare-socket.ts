import {
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { promisify } from 'node:util'
import { deflateRaw, deflateRawSync } from 'node:zlib'
import { ensureLine, fenceLine } from '../backup/line-store.ts'
import type { Line } from '../backup/manifest.ts'
import { type LiveFile, openLive } from '../db/sqlite-live.ts'
import type { Services } from '../services.ts'
import { keepSpareState, readInvite, type SpareState } from './invite-store.ts'
import { bytes, type Have, packed, plain, read, type ToMain, type ToSpare, words } from './messages.ts'
import { type Greeting, greetingText, inviteKey, lineKeys, readGreeting } from './pairing.ts'
import { opener, sealer } from './sealed-line.ts'
import type { Second } from './spare-writer.ts'

export const SPARE_PATH = '/spare'
export const SPARE_PROTOCOL = 'seleksi-spare'
/** Frames of one message: about a megabyte. */
const FRAMES_MAX = 256
const SETTLE_FRAMES = 2000
/** A spare that went away finds its place again until the log holds so much: 128 MB. */
const HELD_FRAMES_MAX = 32_000
const PUMP_MS = 100
const PULSE_MS = 1000
/** A spare that owes a word for so long is silent, and the server goes on alone (SP3). */
export const SILENT_MS = 3000
/** While the full copy is written, its disk may be slow. */
const COPY_SILENT_MS = 30_000
const PIECE = 1024 * 1024
/** What waits to be sent beyond this: the spare is too slow. */
const QUEUE_MAX = 64 * 1024 * 1024
const STRANGERS_MAX = 4

const deflate = promisify(deflateRaw)

export interface SpareChoice {
  /** Path of the database. */
  database: string
  services: Services
  /** The log is begun anew past so many frames; default 2000, eight megabytes. */
  settleFrames?: number
  /** Called once, when a newer line took over: the server must end. `who` says in a sentence who told. */
  fenced: (by: { generation: number; epoch: string }) => void
  /** Called when the state changes, for the room's log and the console. */
  changed?: (state: SpareState['state']) => void
}

interface Line1 {
  socket: Duplex
  send(message: Buffer): void
  /** Number of the last message sent, and of the last that is on the spare's disk. */
  sent: number
  have: number
  /** When the oldest message without a word was sent; null where none is. */
  owedSince: number | null
  copying: boolean
  wait: boolean
}

/**
 * The main server's end of the line to its spare. Ships every committed frame of the write-ahead log in its order,
 * whoever committed it, so that no table and no command from a shell can be missed.
 */
export class SpareLink implements Second {
  #choice: SpareChoice | null = null
  #line: Line | null = null
  #live: LiveFile | null = null
  #peer: Line1 | null = null
  #strangers = 0
  /** Which log was read up to where; null where nobody follows. */
  #read: { salt: string; frame: number } | null = null
  /** The last log that was ended: read whole, and in the file. Who has all of it goes on with the first frame of the next. */
  #settled: { salt: string; frame: number; sum: string } | null = null
  #copy = ''
  #waiting: { number: number; resolve: () => void }[] = []
  #timers: NodeJS.Timeout[] = []
  #state: SpareState['state'] = 'alone'
  #proofAt = 0
  #ended = false

  get state(): SpareState['state'] {
    return this.#state
  }

  async secured(): Promise<void> {
    const peer = this.#peer
    if (!peer) return
    this.#pump()
    if (this.#peer !== peer || !peer.wait || peer.copying || peer.have >= peer.sent) return
    const number = peer.sent
    await new Promise<void>((resolve) => this.#waiting.push({ number, resolve }))
  }

  /** Takes up the line on the server's own port. */
  async attach(http: Server, choice: SpareChoice): Promise<void> {
    this.#choice = choice
    this.#line = await ensureLine(choice.services)
    http.on('upgrade', (request, socket, head) => {
      if (request.url === SPARE_PATH) void this.#greet(request, socket, head)
    })
    // Taken at once: a spare that followed before a crash then goes on where it stood.
    if (await readInvite(choice.services)) this.#hold()
    this.#timers = [setInterval(() => this.#tick(), PUMP_MS), setInterval(() => this.#pulse(), PULSE_MS)]
    for (const timer of this.#timers) timer.unref()
  }

  /** Ships the rest and says good-bye; nothing is committed any more. */
  async finish(fenced: boolean): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    for (const timer of this.#timers) clearInterval(timer)
    const peer = this.#peer
    if (peer) {
      this.#pump()
      const until = performance.now() + SILENT_MS
      while (this.#peer === peer && peer.have < peer.sent && performance.now() < until)
        await new Promise((resolve) => setTimeout(resolve, 10))
      if (this.#peer === peer) {
        peer.send(words({ kind: 'bye', fenced }))
        await new Promise<void>((resolve) => peer.socket.end(() => resolve()))
        this.#drop('')
      }
    }
    this.#live?.close()
    this.#live = null
  }

  #hold(): LiveFile {
    this.#live ??= openLive((this.#choice as SpareChoice).database)
    if (!this.#live.held) {
      this.#live.hold()
      const place = this.#live.place()
      this.#read = place ? { salt: place.salt, frame: 0 } : { salt: '', frame: 0 }
      // Where all of it is in the file, nobody ends it but the next writer, at once.
      this.#settled = place && place.filed === place.frame ? place : null
    }
    return this.#live
  }

  async #greet(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { services } = this.#choice as SpareChoice
    socket.on('error', () => socket.destroy())
    const refuse = (status: string) =>
      void socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
    const theirs = readGreeting(request.headers['x-seleksi-spare'] as string | undefined)
    if (!theirs || request.headers.upgrade !== SPARE_PROTOCOL) return refuse('400 Bad Request')
    const invite = await readInvite(services)
    if (!invite || this.#ended) return refuse('403 Forbidden')
    if (this.#strangers >= STRANGERS_MAX) return refuse('503 Service Unavailable')
    const { publicKey, privateKey } = generateKeyPairSync('x25519')
    const ours = {
      nonce: randomBytes(16).toString('base64url'),
      publicKey: publicKey.export({ format: 'jwk' }).x as string,
    }
    const shared = sharedSecret(privateKey, theirs)
    if (!shared) return refuse('400 Bad Request')
    const keys = lineKeys(inviteKey(services.secret, invite.nonce), shared, theirs, ours)
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: ${SPARE_PROTOCOL}\r\nconnection: upgrade\r\nx-seleksi-spare: ${greetingText(ours)}\r\n\r\n`,
    )
    const seal = sealer(keys.toSpare)
    const open = opener(keys.toMain)
    let peer: Line1 | null = null
    this.#strangers += 1
    const patience = setTimeout(() => socket.destroy(), SILENT_MS)
    const known = () => {
      if (peer) return
      clearTimeout(patience)
      this.#strangers -= 1
    }
    const hear = (chunk: Buffer) => {
      const opened = open(chunk)
      if (!opened) return void socket.destroy()
      for (const plain of opened) {
        const message = read(plain) as ToMain
        if (message.kind === 'hello' && !peer) {
          known()
          const send = (text: Buffer) => void socket.write(seal(text))
          peer = { socket, send, sent: 0, have: 0, owedSince: null, copying: true, wait: invite.wait }
          this.#begin(peer, message.have)
        } else if (message.kind === 'fence') void this.#fence(message)
        else if (peer && this.#peer === peer) this.#hear(peer, message)
      }
    }
    socket.on('data', hear)
    socket.on('close', () => {
      known()
      if (peer && this.#peer === peer) this.#drop('sambungan putus · the line was cut')
    })
    if (head.length > 0) hear(head)
  }

  #begin(peer: Line1, have: Have | null): void {
    // The newest holds the line: what looks alive to us may be a dead machine's other end.
    if (this.#peer) this.#drop('diganti sambungan baru · replaced by a newer connection')
    this.#peer = peer
    if (have && this.#resumes(have)) {
      peer.copying = false
      peer.send(words({ kind: 'resumed', wait: peer.wait }))
      this.#pump()
      this.#become('following')
      return
    }
    this.#become('copying')
    void this.#sendCopy(peer).catch((error: unknown) => {
      this.#choice?.services.log.error({ err: error }, 'copy for the spare failed')
      if (this.#peer === peer) this.#drop('salinan gagal · the copy failed')
    })
  }

  /** True where nothing that was committed since can have been missed; reading goes on from there. */
  #resumes(have: Have): boolean {
    const live = this.#live
    if (!live?.held || have.copy !== this.#copy) return false
    const place = live.place()
    if (!place) return false
    if (have.salt === place.salt) {
      if (have.frame > place.frame || have.frame === 0) return false
      const last = live.frames(have.frame - 1, have.frame)
      if (last.toString('hex', 16, 24) !== have.sum) return false
      this.#read = { salt: have.salt, frame: have.frame }
      return true
    }
    // It stands at the end of the log that we ended: it puts that one into its file by itself.
    const settled = this.#settled
    if (!settled || settled.salt !== have.salt || settled.frame !== have.frame || settled.sum !== have.sum) return false
    this.#read = { salt: have.salt, frame: have.frame }
    return true
  }

  async #sendCopy(peer: Line1): Promise<void> {
    const { services } = this.#choice as SpareChoice
    const live = this.#hold()
    this.#copy = services.newId()
    const size = live.size()
    const secret = services.secret.toString('base64url')
    peer.send(words({ kind: 'copying', copy: this.#copy, pageSize: live.pageSize, size, secret, wait: peer.wait }))
    for (let offset = 0; offset < size; offset += PIECE) {
      const body = packed(await deflate(live.bytes(offset, Math.min(PIECE, size - offset)), { level: 1 }))
      if (this.#peer !== peer) return
      peer.send(bytes({ kind: 'file', number: ++peer.sent, offset, body }))
      peer.owedSince ??= performance.now()
      while (this.#peer === peer && peer.socket.writableLength > 4 * PIECE)
        await new Promise((resolve) => setTimeout(resolve, 5))
    }
    if (this.#peer !== peer) return
    // Now the log from its beginning: whatever was moved into the file while it was read stands in there too.
    const place = live.place()
    this.#read = { salt: place?.salt ?? '', frame: 0 }
    peer.copying = false
    this.#pump()
    if (this.#peer !== peer) return
    peer.send(words({ kind: 'whole', number: ++peer.sent }))
    peer.owedSince ??= performance.now()
    this.#become('following')
  }

  #hear(peer: Line1, message: ToMain): void {
    if (message.kind === 'have') {
      peer.have = Math.max(peer.have, Math.min(message.number, peer.sent))
      peer.owedSince = peer.have < peer.sent ? performance.now() : null
      // Now, before whoever waited for this commits the next: under load there is no other moment without a debt.
      this.#settleIfDue(peer)
      this.#wake(peer.have)
    } else if (message.kind === 'again') {
      this.#choice?.services.log.error({ why: message.why }, 'the spare found its copy wrong and wants another')
      this.#copy = ''
      this.#drop('salinannya tidak sama, dibuat lagi · its copy differs and is made again')
    }
  }

  #wake(have: number): void {
    const ready = this.#waiting.filter(({ number }) => number <= have)
    if (ready.length === 0) return
    this.#waiting = this.#waiting.filter(({ number }) => number > have)
    for (const { resolve } of ready) resolve()
  }

  /** Sends what was committed since the last look. Nothing here waits: it runs between commit and acknowledgement. */
  #pump(): void {
    const peer = this.#peer
    const live = this.#live
    if (!peer || !live || peer.copying || !this.#read) return
    const place = live.place()
    if (!place) return
    if (place.salt !== this.#read.salt) {
      const { salt, frame } = this.#read
      const whole = this.#settled?.salt === salt && this.#settled.frame === frame
      if (!whole && salt !== '') {
        // Somebody ended the log behind our back: what it held at its end was never read.
        this.#copy = ''
        this.#drop('log diganti tanpa kami · the log was begun anew without us')
        return
      }
      this.#read = { salt: place.salt, frame: 0 }
    }
    while (this.#read.frame < place.frame) {
      const from = this.#read.frame
      const to = Math.min(place.frame, from + FRAMES_MAX)
      const raw = live.frames(from, to)
      const sum =
        to === place.frame ? place.sum : raw.toString('hex', raw.length - live.pageSize - 8, raw.length - live.pageSize)
      // Deflating takes ten times what sending does: worth it only where the line cannot keep up.
      const body = peer.socket.writableLength > 0 ? packed(deflateRawSync(raw, { level: 1 })) : plain(raw)
      peer.send(bytes({ kind: 'log', number: ++peer.sent, salt: place.salt, from, to, sum, body }))
      peer.owedSince ??= performance.now()
      this.#read.frame = to
    }
    if (peer.socket.writableLength > QUEUE_MAX) this.#drop('terlalu lambat · too slow')
  }

  #tick(): void {
    const peer = this.#peer
    if (peer) {
      const silent = peer.copying ? COPY_SILENT_MS : SILENT_MS
      if (peer.owedSince !== null && performance.now() - peer.owedSince > silent)
        this.#drop('tidak menjawab · it is silent')
      else this.#pump()
    }
    const live = this.#live
    if (!live?.held) return
    const place = live.place()
    if (this.#peer) this.#settleIfDue(this.#peer)
    else if (place && place.frame > HELD_FRAMES_MAX) {
      // Nobody came back in time: the log must not fill the disk. Who comes now gets a full copy.
      live.release()
      this.#copy = ''
      this.#read = null
    }
  }

  /**
   * A long log is ended when the spare has all of it: what it lacks would be gone with the log if the line broke then.
   * One that is far too slow is not waited for, or the disk would fill.
   */
  #settleIfDue(peer: Line1): void {
    const live = this.#live
    const place = live?.held ? live.place() : null
    const due = this.#choice?.settleFrames ?? SETTLE_FRAMES
    if (!live || !place || peer.copying || place.frame < due) return
    const hasAll = peer.have >= peer.sent && this.#read?.salt === place.salt && this.#read.frame === place.frame
    if (hasAll || place.frame > HELD_FRAMES_MAX) this.#settle(peer, live)
  }

  /** Ends the log in order: all of it is read, then it goes into the file, on both sides. */
  #settle(peer: Line1, live: LiveFile): void {
    const before = live.place()
    if (before && this.#settled?.salt === before.salt && this.#settled.frame === before.frame) return
    this.#pump()
    if (this.#peer !== peer) return
    const ended = live.settle()
    // A shell may have committed in between; its frames stand there until somebody begins the new log.
    this.#pump()
    const place = live.place()
    if (ended === null || this.#peer !== peer || !place || !this.#read) return
    if (place.salt !== this.#read.salt || this.#read.frame !== ended || place.frame !== ended) return
    this.#settled = { salt: place.salt, frame: place.frame, sum: place.sum }
    // The file stands still until the next time: one stretch of it after the other is compared.
    const size = place.pages * live.pageSize
    const offset = this.#proofAt < size ? this.#proofAt : 0
    const length = Math.min(PIECE, size - offset)
    // From the beginning again at what is the end now: a file that grows would keep it at its end for ever.
    this.#proofAt = offset + length < size ? offset + length : 0
    const sha256 = createHash('sha256').update(live.bytes(offset, length)).digest('hex')
    peer.send(words({ kind: 'settle', number: ++peer.sent, proof: { offset, length, sha256 } }))
    peer.owedSince ??= performance.now()
  }

  #pulse(): void {
    const peer = this.#peer
    if (!peer || peer.copying || !this.#line) return
    const { clock } = (this.#choice as SpareChoice).services
    peer.send(
      words({
        kind: 'pulse',
        number: ++peer.sent,
        at: clock.wall(),
        generation: this.#line.generation,
      } satisfies ToSpare),
    )
    peer.owedSince ??= performance.now()
  }

  #drop(why: string): void {
    const peer = this.#peer
    if (!peer) return
    this.#peer = null
    peer.socket.destroy()
    this.#become('alone')
    if (why !== '') this.#choice?.services.log.warn({ why }, 'the spare is gone: going on alone')
    // Whoever waited is answered: the hall goes on (SP3).
    for (const { resolve } of this.#waiting.splice(0)) resolve()
  }

  #become(state: SpareState['state']): void {
    if (this.#state === state) return
    this.#state = state
    const choice = this.#choice
    if (!choice || this.#ended) return
    choice.changed?.(state)
    void keepSpareState(choice.services, { state, since: choice.services.clock.wall() }).catch((error: unknown) =>
      choice.services.log.error({ err: error }, 'state of the spare not stored'),
    )
  }

  async #fence(by: { generation: number; epoch: string }): Promise<void> {
    const choice = this.#choice
    if (!choice || !this.#line || by.generation <= this.#line.generation || this.#line.fenced) return
    this.#line = { ...this.#line, fenced: { ...by, at: choice.services.clock.wall() } }
    await fenceLine(choice.services, by)
    choice.fenced(by)
  }

  /** A station says, with our own seal, that it was served by a newer line. */
  fencedBy(by: { generation: number; epoch: string }): void {
    void this.#fence(by)
  }

  get line(): Line | null {
    return this.#line
  }
}

/** Null where the other side's key is none. */
export function sharedSecret(privateKey: KeyObject, { publicKey }: Greeting): Buffer | null {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: publicKey }, format: 'jwk' })
    return diffieHellman({ privateKey, publicKey: key })
  } catch {
    return null
  }
}
