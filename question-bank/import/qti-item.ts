import type { Draft, DraftOption } from './draft.ts'
import { blankDraft } from './draft.ts'
import { rationaleOf } from './fractions.ts'
import { SEVERAL } from './gift.ts'
import type { BodyContext } from './qti-body.ts'
import { innerHtml } from './qti-body.ts'
import { PICTURE_CHARACTERS_MAX } from './reading.ts'
import type { Element } from './xml.ts'
import { attribute, childOf, childrenOf, named, nameOf, textOf, within } from './xml.ts'

/** Where an item comes from, and what lies beside it. */
export interface ItemPlace {
  where: string
  fallbackId: string
  picture: BodyContext['picture']
  /** The stimulus the item refers to; a string says why there is none. */
  stimulus(href: string, identifier: string): { id: string; text: string } | string
}

/** One `assessmentItem` of QTI 2.x or 3.0 with one choice interaction; anything else is refused with its name (B31). */
export function draftOfQti(item: Element, place: ItemPlace): Draft {
  const blank: Draft = {
    ...blankDraft(place.where, place.fallbackId),
    id: attribute(item, 'identifier').trim() || null,
    isMarkup: true,
  }
  const body = childOf(item, 'itemBody')
  if (!body) return { ...blank, unreadable: 'Unsur itemBody tidak ada; berkas ini bukan butir soal QTI yang utuh.' }
  if (childrenOf(item, 'templateDeclaration').length > 0)
    return {
      ...blank,
      unreadable: 'Soal yang isinya berubah-ubah (template) belum didukung; ekspor satu bentuk tetapnya.',
    }
  if (attribute(item, 'adaptive') === 'true')
    return { ...blank, unreadable: 'Soal adaptif (bercabang) belum didukung; ekspor bentuk tetapnya.' }
  const interactions = [...within(body)].filter((each) => nameOf(each).endsWith('Interaction'))
  const other = interactions.find((each) => nameOf(each) !== 'choiceInteraction')
  if (other)
    return {
      ...blank,
      unreadable: `Interaksi ${nameOf(other)} belum didukung; hanya pilihan ganda satu jawaban dan pilihan berbobot.`,
    }
  const [interaction, second] = interactions
  if (!interaction) return { ...blank, unreadable: 'Butir ini tidak menanyakan apa-apa (tanpa interaksi).' }
  if (second)
    return {
      ...blank,
      unreadable: `Ada ${interactions.length} pertanyaan dalam satu butir; pisahkan menjadi butir sendiri-sendiri.`,
    }
  return choiceItem(item, body, interaction, blank, place)
}

function choiceItem(item: Element, body: Element, interaction: Element, blank: Draft, place: ItemPlace): Draft {
  const declaration = childrenOf(item, 'responseDeclaration').find(
    (each) => attribute(each, 'identifier') === attribute(interaction, 'responseIdentifier'),
  )
  if (!declaration)
    return { ...blank, unreadable: 'responseDeclaration untuk pertanyaan ini tidak ada; kuncinya tidak diketahui.' }
  const correct = childrenOf(childOf(declaration, 'correctResponse') ?? declaration, 'value').map((value) =>
    textOf(value).trim(),
  )
  const most = attribute(interaction, 'maxChoices') || '1'
  if (attribute(declaration, 'cardinality') !== 'single' && (most !== '1' || correct.length > 1))
    return { ...blank, unreadable: SEVERAL }

  const context: BodyContext = {
    picture: place.picture,
    lost: [],
    simplified: new Set(),
    room: { left: PICTURE_CHARACTERS_MAX },
    feedback: [],
    interaction,
  }
  const stem = innerHtml(body, context).trim()
  const general = context.feedback.splice(0)
  const choices = childrenOf(interaction, 'simpleChoice')
  const stays = attribute(interaction, 'shuffle') !== 'true'
  if (stays) context.simplified.add('Urutan opsi tidak diacak, seperti pada sumbernya.')
  const said: { name: string; text: string }[] = []
  const options: DraftOption[] = choices.map((choice, at) => {
    const text = innerHtml(choice, context).trim()
    for (const each of context.feedback.splice(0)) said.push({ name: String.fromCharCode(65 + at), text: each })
    return {
      label: null,
      text: text || null,
      weight: null,
      correct: null,
      fixed: stays || attribute(choice, 'fixed') === 'true',
    }
  })
  const ids = choices.map((choice) => attribute(choice, 'identifier'))
  const keyed = withKey(item, declaration, correct, ids, options, context)
  const aside = { ...context, lost: [] }
  for (const each of childrenOf(item, 'modalFeedback')) general.push(innerHtml(each, aside).trim())
  const stimulus = stimulusOf(item, place)
  const problem = typeof keyed === 'string' ? keyed : typeof stimulus === 'string' ? stimulus : context.lost[0]
  return {
    ...blank,
    question: stem || null,
    options: typeof keyed === 'string' ? options : keyed,
    rationale: rationaleOf(general.filter(Boolean).join('\n'), said),
    ...(typeof stimulus === 'string' ? {} : stimulus),
    unreadable: problem ?? '',
    simplified: [...context.simplified],
  }
}

/** A mapping where the processing asks for it, the correct response where it does not; a string says why neither. */
function withKey(
  item: Element,
  declaration: Element,
  correct: readonly string[],
  ids: readonly string[],
  options: readonly DraftOption[],
  context: BodyContext,
): DraftOption[] | string {
  const unknown = correct.find((each) => !ids.includes(each))
  if (unknown !== undefined)
    return `Kunci menunjuk pilihan "${unknown.slice(0, 60)}" yang tidak ada; perbaiki correctResponse.`
  if (new Set(ids).size < ids.length)
    return 'Ada dua pilihan dengan identifier yang sama; beri identifier masing-masing.'
  const mapping = childOf(declaration, 'mapping')
  const processing = childOf(item, 'responseProcessing')
  const template = processing ? attribute(processing, 'template') : ''
  const asksMapping =
    /map_response(?:\.xml)?$/i.test(template) || (processing && named(processing, 'mapResponse').length > 0)
  if (mapping && (asksMapping || correct.length === 0 || !processing)) {
    const points = pointsOf(mapping, ids)
    const positive = points.filter((point) => point > 0)
    // One answer earns, the others nothing: that is a key, whatever number stands beside it.
    if (positive.length === 1 && points.every((point) => point >= 0))
      return options.map((option, at) => ({ ...option, correct: (points[at] ?? 0) > 0 }))
    const scale = [1, 10, 100, 2, 3, 4, 6, 8].find((by) => points.every((point) => isWhole(point * by)))
    if (scale === undefined)
      return `Bobot pilihan (${points.join(', ')}) tidak dapat ditulis sebagai bilangan bulat; bulatkan dulu.`
    const weights = points.map((point) => Math.round(point * scale) || 0)
    if (scale !== 1)
      context.simplified.add(`Bobot pecahan ${points.join(', ')} dibaca sebagai bobot ${weights.join(', ')}.`)
    return options.map((option, at) => ({ ...option, weight: String(weights[at]) }))
  }
  if (processing && !/(?:match_correct|map_response)(?:\.xml)?$/i.test(template) && isOwnScoring(processing))
    context.simplified.add('Aturan penilaian buatan sendiri tidak dibawa; yang dipakai adalah kunci (correctResponse).')
  return options.map((option, at) => ({ ...option, correct: correct.includes(ids[at] ?? '') }))
}

function pointsOf(mapping: Element, ids: readonly string[]): number[] {
  const byKey = new Map(
    childrenOf(mapping, 'mapEntry').map((entry) => [
      attribute(entry, 'mapKey'),
      Number(attribute(entry, 'mappedValue')),
    ]),
  )
  const bound = (name: string, otherwise: number) => {
    const written = attribute(mapping, name)
    return written === '' || !Number.isFinite(Number(written)) ? otherwise : Number(written)
  }
  const [low, high] = [bound('lowerBound', Number.NEGATIVE_INFINITY), bound('upperBound', Number.POSITIVE_INFINITY)]
  return ids.map((id) => Math.min(high, Math.max(low, byKey.get(id) ?? bound('defaultValue', 0))))
}

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-6

/** Whether the processing gives points otherwise than "the correct one earns, the others do not". */
function isOwnScoring(processing: Element): boolean {
  const given = named(processing, 'setOutcomeValue')
    .filter((each) => /^(?:SCORE|OUTCOME)/i.test(attribute(each, 'identifier')))
    .flatMap((each) => named(each, 'baseValue').map((value) => Number(textOf(value))))
  return given.some((points) => points < 0) || new Set(given.filter((points) => points > 0)).size > 1
}

function stimulusOf(item: Element, place: ItemPlace): { stimulusId: string; stimulus: string } | string | null {
  const reference = childOf(item, 'assessmentStimulusRef')
  if (!reference) return null
  const found = place.stimulus(attribute(reference, 'href'), attribute(reference, 'identifier'))
  return typeof found === 'string' ? found : { stimulusId: found.id, stimulus: found.text }
}
