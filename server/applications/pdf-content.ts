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
export function hasActiveWords(bytes: Uint8Array): boolean {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA)[\s/<([>]/.test(raw)
}
