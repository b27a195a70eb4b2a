import type { Draft } from './draft.ts'
import { blankDraft } from './draft.ts'
import type { Share } from './fractions.ts'
import { categorised, literal, optionsOfShares, rationaleOf, tagged } from './fractions.ts'
import { SEVERAL } from './gift.ts'
import { isSoundOrFilm, pictureAddress, TOO_MANY_PICTURES } from './pictures.ts'
import { PICTURE_CHARACTERS_MAX } from './reading.ts'
import type { Element } from './xml.ts'
import { attribute, childOf, childrenOf, lineOf, named, textOf } from './xml.ts'

/** The questions of a Moodle XML file (`quiz`), each with its line; a category names those that follow it. */
export function draftsOfMoodle(quiz: Element): Draft[] {
  const drafts: Draft[] = []
  let category = { section: null as string | null, subject: null as string | null }
  for (const question of childrenOf(quiz, 'question')) {
    if (attribute(question, 'type') === 'category') {
      category = categorised(textOf(childOf(childOf(question, 'category'), 'text')).trim())
      continue
    }
    const blank = { ...blankDraft(`baris ${lineOf(question)}`, `soal-${drafts.length + 1}`), ...category }
    drafts.push(oneQuestion(question, { ...blank, isMarkup: true }))
  }
  return drafts
}

const KINDS: Record<string, string> = {
  essay: 'uraian',
  shortanswer: 'isian singkat',
  numerical: 'isian angka',
  matching: 'menjodohkan',
  description: 'teks tanpa pertanyaan',
  cloze: 'teks rumpang',
  multianswer: 'teks rumpang',
}

function oneQuestion(question: Element, blank: Draft): Draft {
  const simplified: string[] = []
  const lost: string[] = []
  const words = (name: string) => shown(childOf(question, name), simplified, lost)
  const aside = (element: Element | undefined) => shown(element, simplified, [])
  const plain = (name: string) => textOf(childOf(question, name)).trim()
  const type = attribute(question, 'type')
  const draft: Draft = {
    ...blank,
    id: plain('idnumber') || textOf(childOf(childOf(question, 'name'), 'text')).trim() || null,
    question: words('questiontext') + oldPicture(question, lost) || null,
    ...tagged(named(question, 'tag').map((tag) => textOf(childOf(tag, 'text')))),
    simplified,
  }
  if (type !== 'multichoice' && type !== 'truefalse')
    return {
      ...draft,
      unreadable: `Jenis soal "${type.slice(0, 40)}"${KINDS[type] ? ` (${KINDS[type]})` : ''} belum didukung; hanya pilihan ganda satu jawaban dan pilihan berbobot.`,
    }
  if (type === 'multichoice' && /^(?:false|0)$/i.test(plain('single'))) return { ...draft, unreadable: SEVERAL }
  if (named(question, 'hint').some((hint) => textOf(hint).trim() !== ''))
    simplified.push('Petunjuk (hint) untuk percobaan berikutnya tidak dibawa.')

  const stays = type === 'truefalse' || /^(?:false|0)$/i.test(plain('shuffleanswers'))
  const answers = childrenOf(question, 'answer')
  if (type === 'truefalse')
    simplified.push('Soal benar/salah dibaca sebagai pilihan ganda dengan opsi Benar dan Salah.')
  else if (stays) simplified.push('Urutan opsi tidak diacak, seperti pada sumbernya.')
  const shares: Share[] = answers.map((answer) => ({
    text: type === 'truefalse' ? trueOrFalse(textOf(childOf(answer, 'text'))) : shown(answer, simplified, lost) || null,
    percent: Number(attribute(answer, 'fraction') || '0'),
    fixed: stays,
  }))
  const points = Number(plain('defaultgrade') || '1')
  const options = optionsOfShares(shares, points, simplified)
  if (typeof options === 'string') return { ...draft, unreadable: options }
  if (lost.length > 0) return { ...draft, unreadable: lost[0] ?? '' }
  return {
    ...draft,
    options,
    rationale: rationaleOf(aside(childOf(question, 'generalfeedback')), [
      ...answers.map((answer, at) => ({
        name: String.fromCharCode(65 + at),
        text: aside(childOf(answer, 'feedback')),
      })),
      { name: 'Bila benar', text: aside(childOf(question, 'correctfeedback')) },
      { name: 'Bila sebagian benar', text: aside(childOf(question, 'partiallycorrectfeedback')) },
      { name: 'Bila salah', text: aside(childOf(question, 'incorrectfeedback')) },
    ]),
  }
}

const trueOrFalse = (text: string): string =>
  /^\s*true\s*$/i.test(text) ? 'Benar' : /^\s*false\s*$/i.test(text) ? 'Salah' : text

/** The text of an element with its embedded pictures in place; `lost` takes what an item cannot do without. */
function shown(element: Element | undefined, simplified: string[], lost: string[]): string {
  if (!element) return ''
  const text = textOf(childOf(element, 'text'))
  const format = attribute(element, 'format')
  if (format === 'plain_text') return literal(text)
  const note = 'Teks Markdown dibawa apa adanya, tanda-tandanya tidak diubah menjadi format.'
  if (format === 'markdown' && text.trim() !== '' && !simplified.includes(note)) simplified.push(note)
  const files = new Map(childrenOf(element, 'file').map((file) => [pathOf(file), file]))
  let size = 0
  return text.replace(/@@PLUGINFILE@@([^"'\s<>)]*)/g, (whole, path: string) => {
    const name = decoded(path.replace(/[?#].*$/, ''))
    const file = files.get(name)
    const address = file ? pictureAddress(Buffer.from(textOf(file), 'base64')) : null
    // One picture named a thousand times is a flood like any other.
    size += address?.length ?? 0
    if (size > PICTURE_CHARACTERS_MAX) {
      if (lost.at(-1) !== TOO_MANY_PICTURES) lost.push(TOO_MANY_PICTURES)
      return ''
    }
    if (address) return address
    const bare = name.replace(/^.*\//, '').slice(0, 80)
    lost.push(
      isSoundOrFilm(name)
        ? `Soal memakai audio atau video "${bare}", yang belum didukung; ganti dengan teks atau gambar.`
        : `Berkas "${bare}" yang dipakai soal tidak ada di dalam XML atau bukan gambar; ekspor ulang beserta gambarnya.`,
    )
    return whole
  })
}

function pathOf(file: Element): string {
  const path = attribute(file, 'path') || '/'
  return `${path.endsWith('/') ? path : `${path}/`}${attribute(file, 'name')}`
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Moodle before 2.0 wrote one picture beside the text. */
function oldPicture(question: Element, lost: string[]): string {
  const data = textOf(childOf(question, 'image_base64')).trim()
  if (data === '') return ''
  const address = pictureAddress(Buffer.from(data, 'base64'))
  if (!address) lost.push('Gambar soal rusak atau bukan gambar; ekspor ulang soalnya.')
  return address ? `<p><img src="${address}" alt=""></p>` : ''
}
