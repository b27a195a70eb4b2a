import { timingSafeEqual } from 'node:crypto'
import { derive, hmac } from '../canonical.ts'

export const LINE_COOKIE = 'seleksi_line'

/** Which line of the records a browser was last served by. */
export interface Served {
  generation: number
  epoch: string
}

const seal = (secret: Buffer, text: string): string => hmac(derive(secret, 'line'), text).toString('base64url')

/**
 * What every browser is given. Sealed with the folder's secret, which all lines of the same records share: nobody can
 * make a server believe that a newer line exists.
 */
export function lineCookie(secret: Buffer, { generation, epoch }: Served): string {
  const text = `${generation}.${epoch}`
  return `${text}.${seal(secret, text)}`
}

/** What a browser's cookies say; null where it has none of ours. */
export function servedBy(secret: Buffer, header: string | undefined): Served | null {
  for (const part of (header ?? '').split(';')) {
    const found = /^\s*seleksi_line=((\d{1,9})\.([\w-]{1,64}))\.([\w-]{43})\s*$/.exec(part)
    if (!found) continue
    const [, text = '', generation, epoch = '', tag = ''] = found
    if (timingSafeEqual(Buffer.from(seal(secret, text)), Buffer.from(tag)))
      return { generation: Number(generation), epoch }
  }
  return null
}
