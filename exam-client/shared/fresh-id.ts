/** An id for a command, made before its first send. Not `crypto.randomUUID`: a hall's page is often plain http, where it is missing. */
export const freshId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
