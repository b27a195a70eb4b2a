import { randomFrom } from '../../question-bank/random.ts'
import type { Approvals } from '../approvals/approvals.ts'
import { isRefusal, type Refusal } from '../protocol/refusals.ts'
import { listVacancies } from '../recruitment/recruitment-store.ts'
import { SKB_CAT, storeOutsideScores } from '../results/outside-score-store.ts'
import { proposePublication } from '../results/publication-commands.ts'
import { rankingView } from '../results/ranking-view.ts'
import type { Services } from '../services.ts'

/** Published with their SKB scores, so that the integration can be looked at; and one that waits for its second person. */
const ANNOUNCED = ['BNG-003', 'BNG-004']
const WAITING = 'BNG-002'
const [PROPOSER, APPROVER] = ['panitia', 'ketua']

/** What a committee has done since the finished sitting: two lists announced, SKB scores taken in, one list proposed. */
export async function seedResults(services: Services, approvals: Approvals): Promise<void> {
  const vacancies = (await listVacancies(services)).filter(({ code }) => ANNOUNCED.includes(code))
  const items: { scope: string; previewDigest: string }[] = []
  const scores: Parameters<typeof storeOutsideScores>[2] = []
  for (const vacancy of vacancies) {
    const view = must(await rankingView(services, vacancy.id))
    items.push({ scope: vacancy.id, previewDigest: view.previewDigest })
    for (const row of view.rows.filter(({ code }) => code === 'P/L')) {
      const random = randomFrom(`demo skb ${row.number}`)
      scores.push({ candidate: row.candidate, test: SKB_CAT, points: String(250 + 5 * random.below(40)), most: '500' })
      for (const { kind } of vacancy.skbPlan.extras)
        scores.push({ candidate: row.candidate, test: kind, points: `${60 + random.below(38)}.5`, most: '100' })
    }
  }
  const proposed = must(
    await proposePublication(services, approvals, PROPOSER, 'skd', { items, reason: 'Sesi 1 selesai, hasil sesuai.' }),
  )
  must(await approvals.approve(APPROVER, proposed.id))
  await storeOutsideScores(services, PROPOSER, scores, ['nilai-skb-contoh.csv'])
  const waiting = must(await rankingView(services, WAITING))
  must(
    await proposePublication(services, approvals, PROPOSER, 'skd', {
      items: [{ scope: waiting.vacancy.id, previewDigest: waiting.previewDigest }],
      reason: 'Sesi 1 selesai; mohon diperiksa orang kedua.',
    }),
  )
}

const must = <T extends object>(value: T | Refusal): T => {
  if (isRefusal(value)) throw new Error(`bug: the demo was refused: ${JSON.stringify(value)}`)
  return value
}
