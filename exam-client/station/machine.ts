import type { StationKey } from '../../server/protocol/venues.ts'

/**
 * The key by which this computer is known again: P-256, made once, its private half never leaves the browser. Where
 * the page is secure (https, localhost) WebCrypto holds it and not even this page can read it; on a hall's plain http
 * there is no WebCrypto, so there the same curve is reckoned in JavaScript and the key lies in IndexedDB as bytes.
 */
export interface MachineRecord {
  /** The station's id on the server; null while the enrolment has not been answered. */
  id: string | null
  jwk: StationKey
  privateKey: CryptoKey | Uint8Array
}
export interface MachineStore {
  get(name: 'me' | 'next'): Promise<MachineRecord | null>
  put(name: 'me' | 'next', record: MachineRecord): Promise<void>
  remove(name: 'me' | 'next'): Promise<void>
}

/** True where the browser holds keys that no page can read. */
export const hasWebCrypto = (): boolean => globalThis.crypto?.subtle !== undefined

/** A new key pair; `native` is for tests alone. */
export async function newKey(native = hasWebCrypto()): Promise<Pick<MachineRecord, 'jwk' | 'privateKey'>> {
  if (native) {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
    const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey)
    return { jwk: { kty: 'EC', crv: 'P-256', x, y }, privateKey: pair.privateKey }
  }
  const p256 = await curve()
  const privateKey = p256.utils.randomPrivateKey()
  const point = p256.getPublicKey(privateKey, false) // 4, then x and y of 32 bytes each
  return {
    jwk: { kty: 'EC', crv: 'P-256', x: base64url(point.slice(1, 33)), y: base64url(point.slice(33)) },
    privateKey,
  }
}

/** Signature over a text (ECDSA, SHA-256), raw r‖s in base64url. */
export async function signed(privateKey: CryptoKey | Uint8Array, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  if (privateKey instanceof Uint8Array) {
    const p256 = await curve()
    return base64url(p256.sign(bytes, privateKey, { prehash: true }).toCompactRawBytes())
  }
  return base64url(new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytes)))
}

/** Only where it is needed: a page with WebCrypto never loads it. */
const curve = async () => (await import('@noble/curves/nist.js')).p256

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
