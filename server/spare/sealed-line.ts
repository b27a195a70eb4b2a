import { createCipheriv, createDecipheriv } from 'node:crypto'

const TAG = 16
const HEAD = 4
/** No message is longer: what claims to be is not from the other side. */
const LENGTH_MAX = 8 * 1024 * 1024

/** Numbers make every message good once and in its place alone. */
const nonceOf = (number: number): Buffer => {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(number, 6, 6)
  return nonce
}

/** Seals messages of one direction, in order: length, ChaCha20, Poly1305. */
export function sealer(key: Buffer): (plain: Buffer) => Buffer {
  let number = 0
  return (plain) => {
    const head = Buffer.alloc(HEAD)
    head.writeUInt32BE(plain.length + TAG)
    const cipher = createCipheriv('chacha20-poly1305', key, nonceOf(number), { authTagLength: TAG })
    number += 1
    cipher.setAAD(head, { plaintextLength: plain.length })
    return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  }
}

/**
 * Opens what the other side's `sealer` made, as it arrives. Null from then on where one byte, one place or the key is
 * another: the connection is worth nothing any more.
 */
export function opener(key: Buffer): (chunk: Buffer) => Buffer[] | null {
  let number = 0
  let chunks: Buffer[] = []
  let held = 0
  let broken = false
  return (chunk) => {
    chunks.push(chunk)
    held += chunk.length
    const opened: Buffer[] = []
    while (!broken && held >= HEAD) {
      if ((chunks[0] as Buffer).length < HEAD) chunks = [Buffer.concat(chunks)]
      const length = (chunks[0] as Buffer).readUInt32BE(0)
      if (length < TAG || length > LENGTH_MAX) broken = true
      else if (held < HEAD + length) break
      else {
        const all = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
        const plain = openOne(key, number, all.subarray(0, HEAD), all.subarray(HEAD, HEAD + length))
        number += 1
        chunks = [all.subarray(HEAD + length)]
        held -= HEAD + length
        if (plain) opened.push(plain)
        else broken = true
      }
    }
    return broken ? null : opened
  }
}

function openOne(key: Buffer, number: number, head: Buffer, sealed: Buffer): Buffer | null {
  const decipher = createDecipheriv('chacha20-poly1305', key, nonceOf(number), { authTagLength: TAG })
  decipher.setAAD(head, { plaintextLength: sealed.length - TAG })
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final()])
  } catch {
    return null
  }
}
