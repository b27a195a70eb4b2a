import type { Channel } from './applications.ts'

/** Addresses as people type them, made one and shown in part. Pure; rules NT2 and NT3. */

/** One spelling for one address, or null where it cannot be one. A telephone number becomes '+62…'. */
export function readAddress(typed: string): { channel: Channel; address: string } | null {
  const text = typed.trim()
  if (text.includes('@')) return isEmail(text) ? { channel: 'email', address: text.toLowerCase() } : null
  const digits = text.replace(/[\s().-]/g, '')
  if (!/^\+?\d+$/.test(digits)) return null
  const national = digits.replace(/^(?:\+?62|0)/, '')
  // A mobile number of Indonesia: 8, then 8 to 11 more.
  return /^8\d{8,11}$/.test(national) && digits !== national ? { channel: 'phone', address: `+62${national}` } : null
}

/** As strict as a mail server that takes it would be about its form; whether it exists, the code tells. */
function isEmail(text: string): boolean {
  if (text.length > 254) return false
  const [local = '', domain = '', more] = text.split('@')
  if (more !== undefined || local.length > 64) return false
  return (
    /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local) &&
    /^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/.test(domain)
  )
}

/** Enough for its owner to know it again, too little for a stranger to use it. */
export function maskedAddress(channel: Channel, address: string): string {
  if (channel === 'phone') return `${address.slice(0, 4)}••••••${address.slice(-3)}`
  const [local = '', domain = ''] = address.split('@')
  return `${local.slice(0, 1)}••••@${domain.slice(0, 1)}•••${domain.slice(domain.lastIndexOf('.'))}`
}
