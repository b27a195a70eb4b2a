import type { PublicationDocument, PublicationStage } from '../protocol/board.ts'
import type { Effect } from '../protocol/http.ts'

/** Names of the stages as the committee and the public read them. */
export const STAGE_WORDS: Record<PublicationStage, Effect> = {
  skd: { id: 'Hasil SKD', en: 'SKD results' },
  'skb-participants': { id: 'Daftar peserta SKB', en: 'List of SKB participants' },
  integration: { id: 'Hasil integrasi SKD dan SKB', en: 'Integration of SKD and SKB' },
  final: { id: 'Hasil akhir setelah sanggah', en: 'Final results after objections' },
}

/** How a document is named in one line. */
export const stageTitle = (document: PublicationDocument): string =>
  document.v === 1 ? `${document.vacancy.code} ${document.vacancy.position}` : document.title

/** Title of a proposal to publish. */
export function publishWords(stage: PublicationStage, stands: { draft: { document: PublicationDocument } }[]): Effect {
  const [first] = stands
  const what =
    stage !== 'skd'
      ? ''
      : stands.length === 1 && first
        ? ` · ${stageTitle(first.draft.document)}`
        : ` · ${stands.length} formasi`
  const whatEn = stage === 'skd' && stands.length > 1 ? ` · ${stands.length} vacancies` : what
  return { id: `Umumkan ${STAGE_WORDS[stage].id}${what}`, en: `Publish ${STAGE_WORDS[stage].en}${whatEn}` }
}

/** Title and effect of a proposal to withdraw. */
export function withdrawWords(document: PublicationDocument, replaced: boolean): { title: Effect; effect: Effect[] } {
  const { stage } = document
  const effect: Effect[] = [
    {
      id: 'Pengumuman tetap dapat dibaca, dengan tanda dicabut dan alasannya.',
      en: 'The publication stays readable, marked as withdrawn with its reason.',
    },
  ]
  if (replaced)
    effect.push({
      id: 'Pengumuman ini sudah diganti yang lebih baru; yang berlaku tidak berubah.',
      en: 'It was replaced by a newer one already; what is in force does not change.',
    })
  else
    effect.push({
      id: 'Sejak itu tidak ada pengumuman yang berlaku untuk daftar ini, sampai yang baru diumumkan.',
      en: 'From then on nothing is in force for this list until a new one is published.',
    })
  if (!replaced && stage === 'skd')
    effect.push({
      id: 'Peserta formasi ini tidak lagi terhitung sebagai peserta SKB.',
      en: 'Candidates of this vacancy no longer count as SKB participants.',
    })
  if (!replaced && stage === 'integration')
    effect.push({
      id: 'Hasil akhir setelah sanggah tidak dapat diumumkan sampai ada integrasi yang baru.',
      en: 'Final results after objections cannot be published until there is a new integration.',
    })
  return {
    title: {
      id: `Cabut ${STAGE_WORDS[stage].id} · ${stageTitle(document)}`,
      en: `Withdraw ${STAGE_WORDS[stage].en} · ${stageTitle(document)}`,
    },
    effect,
  }
}
