import type { OwnDocument } from '../../server/protocol/applications.ts'
import { isRefusal, type Refusal, refuse } from '../../server/protocol/refusal.ts'

/**
 * Sends one file and tells how far it is; `fetch` cannot. A line that breaks is said as such, never as success.
 * @returns how to stop it, and what came of it.
 */
export function upload(
  path: string,
  file: Blob,
  name: string,
  progress: (part: number) => void,
): { done: Promise<OwnDocument | Refusal>; stop: () => void } {
  const request = new XMLHttpRequest()
  const done = new Promise<OwnDocument | Refusal>((resolve) => {
    const broken = () => resolve(refuse('upload-incomplete'))
    request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 0) progress(loaded / total)
    })
    request.addEventListener('load', () => {
      try {
        const reply = JSON.parse(request.responseText) as OwnDocument | Refusal
        resolve(request.status < 300 || isRefusal(reply) ? reply : refuse('upload-incomplete'))
      } catch {
        broken()
      }
    })
    for (const event of ['error', 'abort', 'timeout']) request.addEventListener(event, broken)
    request.timeout = 150_000
    request.open('POST', path)
    const form = new FormData()
    form.append('file', file, name)
    request.send(form)
  })
  return { done, stop: () => request.abort() }
}
