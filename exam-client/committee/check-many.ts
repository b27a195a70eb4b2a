import { useCallback, useEffect, useRef, useState } from 'react'
import type { PublicationSummary } from '../../server/protocol/board.ts'
import type { Effect, VacancyRow } from '../../server/protocol/http.ts'
import { isRefusal, type Refusal, refuse, sentence } from '../../server/protocol/refusals.ts'
import type { StagePreview } from '../../server/protocol/results.ts'
import { ask, Unreachable } from '../shared/ask.ts'
import { rowCount } from './document.ts'
import { previewPath } from './stage-paths.ts'

/** At most as many at once as the server takes in one proposal (protocol/results.ts). */
export const VACANCIES_AT_ONCE_MAX = 2000

/** What one vacancy's preview said; its rows are not kept, since hundreds of lists would fill a small computer. */
export interface Checked {
  vacancy: VacancyRow
  previewDigest: string
  rows: number
  byCode: Record<string, number>
  /** Why it is left out; empty: it can be proposed. */
  blockedBy: Effect[]
  replaces: PublicationSummary | null
  changes: number
}
export type CheckMany =
  | { at: 'checking'; done: number }
  | { at: 'checked'; ready: Checked[]; blocked: Checked[] }
  | { at: 'unreachable' }

/** Asks for the preview of each chosen vacancy, one after another, and says which can be proposed; `again` starts anew. */
export function useCheckMany(vacancies: VacancyRow[]): { check: CheckMany; again: () => void } {
  const [check, setCheck] = useState<CheckMany>({ at: 'checking', done: 0 })
  const turn = useRef(0)
  const again = useCallback(() => {
    const mine = ++turn.current
    const say = (next: CheckMany) => {
      if (mine === turn.current) setCheck(next)
    }
    const run = async () => {
      const all: Checked[] = []
      for (const vacancy of vacancies) {
        if (mine !== turn.current) return
        say({ at: 'checking', done: all.length })
        all.push(await checkOne(vacancy))
      }
      const mayGo = (one: Checked) => one.blockedBy.length === 0
      say({ at: 'checked', ready: all.filter(mayGo), blocked: all.filter((one) => !mayGo(one)) })
    }
    run().catch((error: unknown) => {
      if (!(error instanceof Unreachable)) throw error
      say({ at: 'unreachable' })
    })
  }, [vacancies])
  useEffect(() => {
    again()
    return () => void turn.current++
  }, [again])
  return { check, again }
}

const effectOf = (why: Refusal): Effect => ({ id: sentence(why, 'id'), en: sentence(why, 'en') })

async function checkOne(vacancy: VacancyRow): Promise<Checked> {
  const reply = await ask<StagePreview>('GET', previewPath('skd', vacancy.id))
  if (isRefusal(reply)) {
    return { vacancy, previewDigest: '', rows: 0, byCode: {}, blockedBy: [effectOf(reply)], replaces: null, changes: 0 }
  }
  const rows = rowCount(reply.document)
  return {
    vacancy,
    previewDigest: reply.previewDigest,
    rows,
    byCode: reply.document.counts.byCode,
    blockedBy: [
      ...reply.blockedBy,
      // One list that is in force already would have the whole proposal refused.
      ...(reply.blockedBy.length === 0 && rows === 0 ? [effectOf(refuse('nothing-to-publish'))] : []),
      ...(reply.blockedBy.length === 0 && rows > 0 && !reply.changed ? [effectOf(refuse('same-as-published'))] : []),
    ],
    replaces: reply.replaces,
    changes: reply.changesTotal,
  }
}
