import { useEffect, useRef, useState } from 'react'
import type { OwnApplication } from '../../server/protocol/applications.ts'
import type { DocumentRule } from '../../server/protocol/recruitment.ts'
import { isRefusal, type Refusal } from '../../server/protocol/refusal.ts'
import { ask } from '../shared/ask.ts'
import type { DraftSaver } from './draft-saver.ts'
import { shrunk } from './shrink.ts'
import { upload } from './upload.ts'

/** Where the file of one kind stands. */
export type Uploading =
  | { at: 'preparing' }
  | { at: 'sending'; part: number }
  | { at: 'checking' }
  | { at: 'refused'; why: Refusal }

export interface Uploads {
  now: Record<string, Uploading | undefined>
  begin(rule: DocumentRule, file: File): void
  stop(kind: string): void
  remove(id: string, kind: string): void
}

/** Sends files one by one of each kind; after each the newest state of the application is fetched. */
export function useUploads(saver: DraftSaver): Uploads {
  const [now, setNow] = useState<Uploads['now']>({})
  const stops = useRef(new Map<string, () => void>())
  useEffect(() => {
    const running = stops.current
    return () => {
      for (const stop of running.values()) stop()
    }
  }, [])
  const set = (kind: string, state: Uploading | undefined) => setNow((before) => ({ ...before, [kind]: state }))
  const path = `/api/applicant/applications/${saver.application.id}`
  const newest = async () => {
    const application = await ask<OwnApplication>('GET', path).catch(() => null)
    if (application && !isRefusal(application)) saver.take(application)
  }
  const begin = async (rule: DocumentRule, file: File) => {
    set(rule.kind, { at: 'preparing' })
    const body = await shrunk(file, rule)
    const running = upload(`${path}/documents/${rule.kind}`, body, file.name, (part) =>
      set(rule.kind, part < 1 ? { at: 'sending', part } : { at: 'checking' }),
    )
    stops.current.set(rule.kind, running.stop)
    const reply = await running.done
    stops.current.delete(rule.kind)
    if (isRefusal(reply)) return set(rule.kind, { at: 'refused', why: reply })
    await newest()
    set(rule.kind, undefined)
  }
  const remove = async (id: string, kind: string) => {
    const reply = await ask('DELETE', `/api/applicant/documents/${id}`).catch(() => null)
    if (isRefusal(reply)) return set(kind, { at: 'refused', why: reply })
    await newest()
  }
  return {
    now,
    begin: (rule, file) => void begin(rule, file),
    stop: (kind) => stops.current.get(kind)?.(),
    remove: (id, kind) => void remove(id, kind),
  }
}
