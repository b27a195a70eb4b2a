import { createDecipheriv } from 'node:crypto'
import type { Paper, PaperTicket } from '../protocol/station.ts'

/** What a station does at the start: opens the sealed bytes. @throws where key, address or bytes do not belong together. */
export function openPaper(sealed: Buffer, { address, key }: PaperTicket): Paper {
  if (key === null) throw new Error('the key has not been released')
  const words = sealed.subarray(12, -16)
  const decipher = createDecipheriv('chacha20-poly1305', Buffer.from(key, 'base64url'), sealed.subarray(0, 12), {
    authTagLength: 16,
  })
  decipher.setAAD(Buffer.from(address), { plaintextLength: words.length })
  decipher.setAuthTag(sealed.subarray(-16))
  return JSON.parse(Buffer.concat([decipher.update(words), decipher.final()]).toString())
}
