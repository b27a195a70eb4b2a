import { createCipheriv } from 'node:crypto'
import { hmac } from '../canonical.ts'

/** Where an attempt's paper lies and what opens it; both follow from what fixes its words, without writing them. */
export interface PaperKey {
  address: string
  /** 32 bytes; of this attempt alone. */
  key: Buffer
}

/**
 * Pure. `secret`: the sitting's. `test`: the digest of blueprint and items, which with the form in the attempt's first
 * event fixes every word of the paper (A1, SD1): the address names the content, and tells nothing of it. Rule A21.
 */
export function paperKey(secret: Buffer, attempt: string, test: string): PaperKey {
  const address = hmac(secret, `seleksi/paper-address/v1\0${attempt}\0${test}`).toString('hex')
  return { address, key: hmac(secret, `seleksi/paper-key/v1\0${attempt}\0${address}`) }
}

/** Pure. The nonce (12 bytes, new for each sealing), ChaCha20-Poly1305 of the words, the tag (16); the address is the associated data. */
export function sealPaper({ address, key }: PaperKey, words: string, nonce: Buffer): Buffer {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 })
  const plain = Buffer.from(words)
  cipher.setAAD(Buffer.from(address), { plaintextLength: plain.length })
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}
