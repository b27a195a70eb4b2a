import { sql } from '../db/sql.ts'
import { isRefusal, type Refusal } from '../protocol/refusals.ts'
import type { DeskTask, RequirementDecision } from '../protocol/verification.ts'
import { reasonsFor } from '../protocol/verification-words.ts'
import type { Services } from '../services.ts'
import { announcementDeed, previewAnnouncement } from '../verification/announcement-store.ts'
import { fileAppeal } from '../verification/appeal-store.ts'
import { check, decide, take } from '../verification/desk-store.ts'

/** Every tenth is TMS, as the desk would find them; the exam's own people are MS. */
export async function verifyAll(services: Services, period: string): Promise<void> {
  await work(services, period, 'decide', 'verifikator', Number.POSITIVE_INFINITY)
  await work(services, period, 'check', 'panitia', Number.POSITIVE_INFINITY)
}

export async function verifySome(services: Services, period: string, count: number): Promise<void> {
  await work(services, period, 'decide', 'verifikator', count - 12)
  await work(services, period, 'decide', 'panitia', 12)
}

async function work(services: Services, period: string, task: DeskTask, officer: string, count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) {
    const found = await take(services, officer, { period, task })
    if (isRefusal(found)) return
    const { application, fence } = found.lease
    if (task === 'check') {
      must(await check(services, officer, application, { fence, outcome: 'confirmed', note: 'Sesuai.' }))
      continue
    }
    const failing = found.person.name.includes('TMS') || (count !== Number.POSITIVE_INFINITY && done % 6 === 5)
    const judged = failing ? found.requirements.find(({ needed }) => needed)?.requirement : undefined
    const decisions: RequirementDecision[] = found.requirements.map(({ requirement, needed }) => {
      const absent = !needed && requirement.startsWith('doc:')
      return requirement === judged || absent
        ? { requirement, verdict: 'TMS', reason: reasonsFor(requirement)[0] ?? 'other', text: 'Contoh keterangan.' }
        : { requirement, verdict: 'MS', reason: null, text: '' }
    })
    must(await decide(services, officer, application, { fence, decisions }))
  }
}

export async function announce(services: Services, period: string): Promise<void> {
  const draft = { kind: 'result' as const, names: 'masked' as const, leaveOut: true }
  const { previewDigest } = must(await previewAnnouncement(services, period, draft))
  const prepared = must(
    await announcementDeed(services).prepare({
      ...{ id: 'demo', subject: period, body: { draft, previewDigest }, reason: 'Contoh.', proposedBy: 'panitia' },
    }),
  )
  const refused = await services.store.transaction(async (db) => (await prepared.write(db, 'ketua')) ?? null)
  if (refused) must(refused)
}

export async function objections(services: Services, period: string): Promise<void> {
  const { application } = services.store.tables
  const rows = await services.store.read
    .select({ id: application.id, applicantId: application.applicantId })
    .from(application)
    .where(sql`${application.periodId} = ${period} AND ${application.state} = 'failed'`)
    .limit(4)
  for (const { id, applicantId } of rows)
    must(
      await fileAppeal(services, applicantId, {
        application: id,
        text: 'Dokumen yang saya unggah sudah sesuai; mohon diperiksa kembali oleh petugas lain.',
      }),
    )
}

const must = <T extends object>(value: T | Refusal): T => {
  if (isRefusal(value)) throw new Error(`bug: the demo was refused: ${JSON.stringify(value)}`)
  return value
}
