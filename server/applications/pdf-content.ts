/** What a PDF may not hold, by the names in its objects. Pure; rule DC6. */

/** Keys and action types that run something, open something, or bring a file along. */
const ACTIVE = [
  ...['JavaScript', 'JS', 'Launch', 'EmbeddedFile', 'EmbeddedFiles', 'RichMedia', 'XFA', 'SubmitForm', 'ImportData'],
  ...['GoToE', 'GoToR', 'Movie', 'Sound', 'Rendition', '3D', 'Collection'],
]
const active = new Set(ACTIVE)

/** True for a name, as key or value, that no diploma needs. Links to addresses stay: the viewer is shut in anyway. */
export const isActiveName = (name: string): boolean => active.has(name)

/** The worst of them in the bytes themselves: a reader may find an object that ours does not. */
export const hasActiveWords = (bytes: Uint8Array): boolean =>
  /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA)[\s/<([>]/.test(latin(bytes))

/** Its trailer names a lock, with or without a password that opens it for reading. */
export const isLocked = (bytes: Uint8Array): boolean => /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(latin(bytes))

const latin = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
