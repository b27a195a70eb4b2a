import { useState } from 'react'
import type { ImportReport, Upload } from '../../server/protocol/http.ts'
import type { Refusal } from '../../server/protocol/refusals.ts'
import { isRefusal } from '../../server/protocol/refusals.ts'
import { ask, Unreachable } from '../shared/ask.ts'

export const UPLOAD_BYTES_MAX = 30 * 1024 * 1024
export const UPLOAD_FILES_MAX = 20

/** An import always goes check first, then write: what the person decides on is what the server has already read. */
export type Import =
  | { at: 'choosing'; problem: 'too-large' | 'too-many' | 'unreadable' | 'unreachable' | Refusal | null }
  | { at: 'checking' }
  | { at: 'checked'; report: ImportReport; files: Upload['files'] }
  | { at: 'writing' }
  | { at: 'done'; report: ImportReport }

/** Runs an import against one route; `onDone` after rows were written. */
export function useImport(path: string, onDone: () => void) {
  const [state, setState] = useState<Import>({ at: 'choosing', problem: null })
  const send = async (upload: Upload, then: (report: ImportReport) => Import) => {
    try {
      const reply = await ask<ImportReport>('POST', path, upload)
      setState(isRefusal(reply) ? { at: 'choosing', problem: reply } : then(reply))
      if (!isRefusal(reply) && reply.committed) onDone()
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      setState({ at: 'choosing', problem: 'unreachable' })
    }
  }
  const check = async (chosen: File[]) => {
    if (chosen.length === 0) return
    if (chosen.length > UPLOAD_FILES_MAX) return setState({ at: 'choosing', problem: 'too-many' })
    // base64 is a third larger than the file, and the limit is on what travels.
    if (chosen.reduce((sum, file) => sum + file.size, 0) * (4 / 3) > UPLOAD_BYTES_MAX)
      return setState({ at: 'choosing', problem: 'too-large' })
    setState({ at: 'checking' })
    let files: Upload['files']
    try {
      files = await Promise.all(chosen.map(async (file) => ({ name: file.name, base64: await base64(file) })))
    } catch {
      return setState({ at: 'choosing', problem: 'unreadable' }) // moved, deleted or locked since it was chosen
    }
    await send({ files, partial: false, dryRun: true }, (report) => ({ at: 'checked', report, files }))
  }
  const commit = async (partial: boolean) => {
    if (state.at !== 'checked') return
    const { files } = state
    setState({ at: 'writing' })
    await send({ files, partial, dryRun: false }, (report) => ({ at: 'done', report }))
  }
  const again = () => setState({ at: 'choosing', problem: null })
  return {
    state,
    check: (files: File[]) => void check(files),
    commit: (partial: boolean) => void commit(partial),
    again,
  }
}

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}
