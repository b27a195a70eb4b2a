import { isRefusal, type Refusal } from '../../server/protocol/refusal.ts'

/**
 * Calls the server: JSON in, JSON out, cookies along. Every reply is the value asked for or a refusal;
 * a server that cannot be reached throws `Unreachable`, so a screen never mistakes silence for an answer.
 */
export async function ask<Reply>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply | Refusal> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  } catch (error) {
    throw new Unreachable(path, { cause: error })
  }
  const text = await response.text()
  let value: unknown
  try {
    value = text === '' ? null : JSON.parse(text)
  } catch {
    throw new Unreachable(`${path}: ${response.status}`)
  }
  if (!response.ok && !isRefusal(value)) throw new Unreachable(`${path}: ${response.status}`)
  return value as Reply | Refusal
}

export class Unreachable extends Error {}
