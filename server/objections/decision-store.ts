import type { Approvals, Deed } from '../approvals/approvals.ts'
import { audit } from '../audit/audit-store.ts'
import { canonical } from '../canonical.ts'
import type { Effect } from '../protocol/http.ts'
import type { DecisionDraft, DecisionPreview, ObjectionRow, Remedy } from '../protocol/objections.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { writeStanding } from '../results/standing-store.ts'
import type { Services } from '../services.ts'
import { listObjections } from './objection-store.ts'
import { standingEffect } from './standing-effect-view.ts'
import { answerOf, templateOf } from './templates.ts'

/** What a decision would say and whom it would move, before anybody signs (OB7, OB8). */
export async function previewDecision(
  services: Services,
  approvals: Approvals,
  id: string,
  decision: DecisionDraft,
): Promise<(DecisionPreview & { objection: ObjectionRow }) | Refusal> {
  const objection = (await listObjections(services)).find((one) => one.id === id)
  if (!objection) return refuse('not-found', { what: 'Sanggah' })
  if (objection.state === 'granted' || objection.state === 'rejected')
    return refuse('already-decided', { by: 'panitia' })
  const template = templateOf(decision.template)
  if (!template) return refuse('not-found', { what: 'Naskah keputusan' })
  if (template.verdict === 'rejected' && decision.remedy.kind !== 'none')
    return refuse('remedy-wrong', { what: 'sanggah yang ditolak tidak mempunyai tindak lanjut' })
  const follows = await remedyEffect(services, approvals, objection, decision.remedy)
  if (isRefusal(follows)) return follows
  return {
    objection,
    answer: { id: answerOf(template, decision.fill, 'id'), en: answerOf(template, decision.fill, 'en') },
    ...follows,
  }
}

/** The deed of an approved decision: the row, its remedy and the audit in one transaction. */
export function decisionDeed(services: Services, approvals: Approvals): Deed {
  return {
    async prepare({ subject, body, reason, proposedBy }) {
      const decision = body as DecisionDraft
      const preview = await previewDecision(services, approvals, subject, decision)
      if (isRefusal(preview)) return preview
      const { objection, answer, effect } = preview
      const template = templateOf(decision.template)
      if (!template) throw new Error('bug: a previewed decision without its template')
      const word = template.verdict === 'granted' ? ['diterima', 'granted'] : ['ditolak', 'rejected']
      return {
        title: {
          id: `Sanggah ${objection.receipt} (${objection.number}) ${word[0]}`,
          en: `Objection ${objection.receipt} (${objection.number}) ${word[1]}`,
        },
        effect: [answer, ...effect],
        async write(db, approvedBy) {
          const { objectionDecision } = services.store.tables
          const at = services.clock.wall()
          await db.insert(objectionDecision).values({
            objectionId: objection.id,
            verdict: template.verdict,
            template: template.id,
            answer: canonical(answer),
            remedy: canonical(decision.remedy),
            at,
            proposedBy,
            approvedBy,
          })
          if (decision.remedy.kind === 'standing') {
            const wanted = {
              code: decision.remedy.code,
              nipIssued: false,
              reason: `sanggah ${objection.receipt}: ${reason}`,
            }
            const person = { id: objection.candidate, number: objection.number }
            const refused = await writeStanding(services, db, approvedBy, person, wanted)
            // Looked at a moment ago; only another writer in between can have changed it, and then nothing is kept.
            if (refused) throw new Error(`the standing of ${objection.number} changed while a decision was approved`)
          }
          await audit(services, db, {
            actor: approvedBy,
            action: 'objection.decide',
            subject: objection.number,
            detail: { receipt: objection.receipt, verdict: template.verdict, remedy: decision.remedy, proposedBy },
          })
        },
        after: () => services.bus.publish('publications', { kind: 'publication', publication: objection.publication }),
      }
    },
  }
}

async function remedyEffect(
  services: Services,
  approvals: Approvals,
  objection: ObjectionRow,
  remedy: Remedy,
): Promise<Pick<DecisionPreview, 'effect' | 'changes'> | Refusal> {
  if (remedy.kind === 'none') return { effect: [NOTHING_MOVES], changes: [] }
  if (remedy.kind === 'key-change') {
    const found = await approvals.find(remedy.proposal)
    if (found?.kind !== 'key-change')
      return refuse('remedy-wrong', {
        what: 'usulan perubahan kunci itu tidak ada; buat dahulu di layar Penilaian ulang',
      })
    if (found.state === 'declined' || found.state === 'taken-back')
      return refuse('remedy-wrong', { what: 'usulan perubahan kunci itu sudah ditolak atau ditarik' })
    return { effect: [found.title, ...found.effect], changes: [] }
  }
  return await standingEffect(services, objection, remedy.code)
}

const NOTHING_MOVES: Effect = {
  id: 'Tidak ada peringkat yang berubah.',
  en: 'No place in the ranking changes.',
}
