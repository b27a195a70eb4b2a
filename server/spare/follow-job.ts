import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { type ClientRequest, request } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Bytes, bodyOf, read, type ToMain, type ToSpare, words } from './messages.ts'
import { Mirror, readSpareFile, removeCopies, type SpareFile, writeSpareFile } from './mirror-store.ts'
import { greetingText, lineKeys, readGreeting } from './pairing.ts'
import { opener, sealer } from './sealed-line.ts'
import { SPARE_PATH, SPARE_PROTOCOL, sharedSecret } from './spare-socket.ts'

const AGAIN_MS = 500
/** A main that says nothing for so long is gone; it speaks every second. */
export const MAIN_SILENT_MS = 4000

export interface SealedSocket {
  send(message: ToMain): void
  close(): void
}

/**
 * Opens the sealed line to a main server. `hear` gets every message; `ended` is called once, with what happened in a
 * sentence.
 */
export function openLine(
  of: string,
  key: Buffer,
  {
    opened,
    hear,
    ended,
  }: {
    opened: (line: SealedSocket) => void
    hear: (message: ToSpare | Bytes, line: SealedSocket) => void
    ended: (why: string) => void
  },
): SealedSocket {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  const ours = {
    nonce: randomBytes(16).toString('base64url'),
    publicKey: publicKey.export({ format: 'jwk' }).x as string,
  }
  let over = false
  let heard = false
  let socket: Duplex | null = null
  const end = (why: string) => {
    if (over) return
    over = true
    asked.destroy()
    socket?.destroy()
    ended(why)
  }
  const asked: ClientRequest = request(new URL(SPARE_PATH, of), {
    headers: { connection: 'upgrade', upgrade: SPARE_PROTOCOL, 'x-seleksi-spare': greetingText(ours) },
    timeout: MAIN_SILENT_MS,
  })
  asked.on('error', (error: NodeJS.ErrnoException) => end(`tidak tersambung (${error.code ?? error.message})`))
  asked.on('timeout', () => end('tidak menjawab'))
  asked.on('response', (response) => {
    response.resume()
    end(
      response.statusCode === 403
        ? 'server utama tidak mengundang cadangan; buat kode dengan: spare invite'
        : `ditolak (${response.statusCode})`,
    )
  })
  asked.on('upgrade', (response, upgraded, head) => {
    socket = upgraded
    const theirs = readGreeting(response.headers['x-seleksi-spare'] as string | undefined)
    const shared = theirs && sharedSecret(privateKey, theirs)
    if (!theirs || !shared) return end('bukan server Seleksi')
    const keys = lineKeys(key, shared, ours, theirs)
    const seal = sealer(keys.toMain)
    const open = opener(keys.toSpare)
    const line: SealedSocket = {
      send: (message) => void (over || upgraded.write(seal(words(message)))),
      close: () => end('ditutup'),
    }
    let silence = setTimeout(() => end('tidak menjawab'), MAIN_SILENT_MS)
    const take = (chunk: Buffer) => {
      clearTimeout(silence)
      silence = setTimeout(() => end('tidak menjawab'), MAIN_SILENT_MS)
      const plain = open(chunk)
      heard = true
      if (!plain) return end('kode pasangan lain; pakai kode dari: spare invite')
      for (const one of plain) if (!over) hear(read(one) as ToSpare | Bytes, line)
    }
    upgraded.on('data', take)
    upgraded.on('error', () => end('sambungan putus'))
    upgraded.on('close', () => {
      clearTimeout(silence)
      // Whoever has another code is hung up on without a word.
      end(heard ? 'sambungan putus' : 'kode pasangan lain, atau server utama sedang berhenti')
    })
    opened(line)
    if (head.length > 0) take(head)
  })
  asked.end()
  return { send: () => {}, close: () => end('ditutup') }
}

export type FollowState = 'searching' | 'copying' | 'following' | 'bye'

export interface Following {
  readonly state: FollowState
  stop(): void
}

/**
 * Follows a main server for as long as it runs: keeps one whole copy in the folder, and the log behind it to the last
 * committed frame. What it acknowledged to the main is on this disk.
 */
export function follow(
  folder: string,
  {
    now,
    tell,
  }: {
    /** Wall clock, ms. */
    now: () => number
    /** What a person at this machine should read; `why` only where something is wrong. */
    tell: (state: FollowState, file: SpareFile, why: string) => void
  },
): Following {
  let file = readSpareFile(folder) as SpareFile
  const key = Buffer.from(file.key, 'base64url')
  let mirror: Mirror | null = null
  /** True once what lies in `mirror` is one whole moment. */
  let whole = false
  let state: FollowState = 'searching'
  let line: SealedSocket | null = null
  let again: NodeJS.Timeout | null = null
  let stopped = false
  let noted = 0

  const keep = (change: Partial<SpareFile>) => {
    file = { ...file, ...change }
    writeSpareFile(folder, file)
  }
  const become = (next: FollowState, why = '') => {
    state = next
    tell(state, file, why)
  }
  const useless = (why: string) => {
    line?.send({ kind: 'again', why })
    mirror?.close()
    mirror = null
    whole = false
  }

  const hear = (message: ToSpare | Bytes, to: SealedSocket) => {
    switch (message.kind) {
      case 'copying': {
        mirror?.close()
        const { copy, pageSize, size } = message
        // Until the new one is whole, the old copy stays: the main may die in between.
        mirror = new Mirror(folder, { copy, pageSize, size, secret: Buffer.from(message.secret, 'base64url') })
        whole = false
        return become('copying')
      }
      case 'resumed':
        return become('following')
      case 'file':
        mirror?.writeFile(message.offset, bodyOf(message.body))
        return to.send({ kind: 'have', number: message.number })
      case 'log':
        if (!mirror) return
        if (!mirror.writeLog({ ...message, body: bodyOf(message.body) })) return useless('frames do not follow')
        return to.send({ kind: 'have', number: message.number })
      case 'whole':
        if (!mirror) return
        mirror.seal()
        whole = true
        keep({ copy: mirror.copy, wholeAt: now(), bye: false })
        removeCopies(folder, mirror.copy)
        to.send({ kind: 'have', number: message.number })
        return become('following')
      case 'settle': {
        if (!mirror) return
        if (!mirror.settle()) return useless('the log cannot be put into the file')
        if (mirror.digest(message.proof) !== message.proof.sha256) return useless('the file differs from the main’s')
        return to.send({ kind: 'have', number: message.number })
      }
      case 'pulse':
        to.send({ kind: 'have', number: message.number })
        if (whole && now() - noted > 5000) {
          noted = now()
          keep({ wholeAt: now(), skewMs: message.at - now(), generation: message.generation })
          tell(state, file, '')
        }
        return
      case 'bye':
        keep({ wholeAt: now(), bye: true })
        return become('bye')
    }
  }

  const connect = () => {
    again = null
    if (stopped) return
    openLine(file.of, key, {
      opened(opened) {
        line = opened
        opened.send({ kind: 'hello', have: mirror && whole ? mirror.have : null })
      },
      hear,
      ended(why) {
        line = null
        if (stopped) return
        if (whole && state === 'following') keep({ wholeAt: now() })
        become(state === 'bye' ? 'bye' : 'searching', why)
        again = setTimeout(connect, AGAIN_MS)
      },
    })
  }
  connect()
  return {
    get state() {
      return state
    },
    stop() {
      stopped = true
      if (again) clearTimeout(again)
      line?.close()
      mirror?.close()
    },
  }
}
