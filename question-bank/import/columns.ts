/** What a column (or a field of a JSON object) can mean. */
export type Field =
  | 'id'
  | 'question'
  | 'options'
  | 'labels'
  | 'weights'
  | 'key'
  | 'section'
  | 'subject'
  | 'topic'
  | 'type'
  | 'level'
  | 'difficulty'
  | 'stimulusId'
  | 'stimulus'
  | 'rationale'
  | 'enemies'

export type Column = { field: Field; rank: number } | { option: number } | { weight: number }

// Written without spaces, dots and underscores. Where two columns of a file mean the same, the earlier word wins.
const WORDS: Record<Field, string> = {
  id: 'id iditem itemid idsoal soalid questionid idbutir kode kodesoal kodebutir code itemcode source sumber nomor nomorsoal nosoal no number',
  question:
    'question pertanyaan soal stem questiontext questionstem tekssoal textsoal teksbutir isisoal naskahsoal butirsoal butir prompt',
  options: 'options choices opsi pilihan pilihanjawaban opsijawaban daftaropsi answeroptions alternatives answers',
  labels: 'labels optionlabels labelopsi',
  weights: 'weights bobot optionweights bobotopsi nilaiopsi skoropsi nilai skor scores poin points',
  key: 'key kunci kuncijawaban jawabanbenar correctanswer correctanswers correctoption answerkey kuncijwb correct jawaban answer label',
  section: 'section subtes subtest bagian jenis seksi',
  subject: 'subject mapel matapelajaran mataujian matauji materi bidang category kategori domain',
  topic: 'topic topik submateri subtopik subtopic',
  type: 'type kind tipe jenissoal tipesoal questiontype itemtype',
  level: 'level kelas jenjang tingkatkelas grade',
  difficulty: 'difficulty tingkatkesulitan kesulitan tingkat',
  stimulusId: 'stimulusid idstimulus idwacana wacanaid passageid contextid idbacaan bacaanid idteks',
  stimulus: 'stimulus wacana passage context bacaan teksbacaan tekswacana premise premis',
  rationale: 'rationale pembahasan penjelasan solution explanation alasan',
  enemies: 'enemies musuh enemy',
}

const FIELDS = new Map<string, { field: Field; rank: number }>(
  Object.entries(WORDS).flatMap(([field, words]) =>
    words.split(' ').map((word, rank) => [word, { field: field as Field, rank }] as const),
  ),
)

const OPTION = 'options?|opsi|pilihan|pilihanjawaban|pil|jawaban|answer|choices?|mcanswer|alternatif|opt'
const WEIGHT = '(?:weights?|bobot|nilai|skor|scores?|poin|points?)(?:opsi|pilihan|jawaban|options?)?'
const OPTION_LETTER = new RegExp(`^(?:${OPTION})?([a-j])$`)
const OPTION_NUMBER = new RegExp(`^(?:${OPTION})(\\d{1,2})$`)
const WEIGHT_LETTER = new RegExp(`^${WEIGHT}([a-j])$`)
const WEIGHT_NUMBER = new RegExp(`^${WEIGHT}(\\d{1,2})$`)
// 'option_K' is an option too many; 'options' and 'pilihan' are none, so here the letter must stand apart.
const OPTION_BEYOND = new RegExp(`^(?:${OPTION})[\\s_.-]+([k-z])$`, 'i')

/** A column name as it is compared: small letters, nothing but letters and digits. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** What the column of this name holds, or null where nobody here knows the name. */
export function columnOf(name: string): Column | null {
  const plain = plainName(name)
  const letter = OPTION_LETTER.exec(plain)?.[1]
  if (letter) return { option: letterIndex(letter) }
  const beyond = OPTION_BEYOND.exec(name.trim())?.[1]
  if (beyond) return { option: letterIndex(beyond) }
  const field = FIELDS.get(plain)
  if (field) return field
  const number = OPTION_NUMBER.exec(plain)?.[1]
  if (number) return { option: Number(number) - 1 }
  const weightLetter = WEIGHT_LETTER.exec(plain)?.[1]
  if (weightLetter) return { weight: letterIndex(weightLetter) }
  const weightNumber = WEIGHT_NUMBER.exec(plain)?.[1]
  if (weightNumber) return { weight: Number(weightNumber) - 1 }
  return null
}

/** What is where: the position of each field, option and weight among these names. */
export interface Layout {
  fields: Map<Field, number>
  options: (number | undefined)[]
  weights: (number | undefined)[]
  /** Names nobody here knows, and second names for a field that has one. */
  ignored: string[]
}

export function layoutOf(names: readonly string[]): Layout {
  const layout: Layout = { fields: new Map(), options: [], weights: [], ignored: [] }
  const columns = names.map((name) => (name.trim() === '' ? null : columnOf(name)))
  // 'choice0 choice1 ...' counts from zero.
  const first = columns.some((column) => column && 'option' in column && column.option === -1) ? -1 : 0
  const firstWeight = columns.some((column) => column && 'weight' in column && column.weight === -1) ? -1 : 0
  const rankOf = new Map<Field, number>()
  columns.forEach((column, at) => {
    const name = names[at] ?? ''
    if (column === null) {
      if (name.trim() !== '') layout.ignored.push(name.trim())
    } else if ('field' in column) {
      const before = rankOf.get(column.field)
      if (before !== undefined && before <= column.rank) layout.ignored.push(name.trim())
      else {
        if (before !== undefined) layout.ignored.push((names[layout.fields.get(column.field) ?? 0] ?? '').trim())
        rankOf.set(column.field, column.rank)
        layout.fields.set(column.field, at)
      }
    } else {
      const [list, place] =
        'option' in column ? [layout.options, column.option - first] : [layout.weights, column.weight - firstWeight]
      if (list[place] === undefined) list[place] = at
      else layout.ignored.push(name.trim())
    }
  })
  return layout
}

/** How many of the names mean something; `items` when they are enough to read questions. */
export function judgeLayout(layout: Layout): { known: number; items: boolean } {
  const options = layout.options.filter((at) => at !== undefined).length
  const weights = layout.weights.filter((at) => at !== undefined).length
  return {
    known: layout.fields.size + options + weights,
    items: layout.fields.has('question') && (options >= 2 || layout.fields.has('options')),
  }
}

export function letterIndex(letter: string): number {
  return letter.toLowerCase().charCodeAt(0) - 97
}

export function letterAt(index: number): string {
  return String.fromCharCode(65 + index)
}
