import { letterIndex } from './columns.ts'

/*
 * Options which only make sense where they stand: "semua jawaban benar" belongs last, "A dan C benar" speaks of labels
 * and so forbids moving any option of its item. Whole texts are compared: "Semua A adalah B" is an ordinary option.
 */

const THESE = '(?:jawaban|pilihan|opsi|alternatif|pernyataan|hal|butir)'
const ABOVE = '(?:(?:yang )?(?:disebutkan |tersebut |ada )?(?:di ?atas|tersebut|ini))'
const RIGHT = '(?:(?:adalah |semuanya |semua )?(?:benar|betul|salah|tepat|sesuai)(?: semua(?:nya)?)?)'

const CLOSING = [
  new RegExp(`^(?:semua|semuanya|seluruh|seluruhnya)(?: ${THESE})?(?: ${ABOVE})?(?: ${RIGHT})$`),
  new RegExp(`^(?:semua|seluruh)(?: ${THESE})? ${ABOVE}$`),
  new RegExp(`^(?:semua|seluruh) ${THESE}$`),
  new RegExp(`^(?:${THESE} )?(?:${ABOVE} )?(?:benar|betul|salah) semua(?:nya)?$`),
  new RegExp(
    `^tidak (?:ada|satu pun)(?: satu ?pun)?(?: di ?antara| dari)?(?: ${THESE})?(?: ${ABOVE})?(?: yang| ${RIGHT})* ${RIGHT}$`,
  ),
  new RegExp(`^tidak (?:ada|satu pun)(?: satu ?pun)?(?: di ?antara| dari)?(?: ${THESE})? ${ABOVE}$`),
  new RegExp(`^tidak ada (?:jawaban|pilihan|opsi)(?: yang ${RIGHT})?$`),
  new RegExp(`^(?:bukan|selain) (?:salah satu |semua )?(?:dari |di ?antara )?(?:${THESE} )?${ABOVE}$`),
  /^(?:all|none|any|neither)(?: of)?(?: the)?(?: above| these| those| them| options| answers| choices)+(?: (?:is|are) (?:true|false|correct|right|wrong))?$/,
  /^(?:all|none) (?:is|are) (?:true|false|correct|right|wrong)$/,
  /^no correct (?:answer|option|choice)$/,
]

const LABELS =
  /^(?:(?:hanya|only|baik|bukan|both|either|neither|keduanya|jawaban|pilihan|opsi|option|options|answer|answers) )*([a-j](?:(?: ?(?:,|dan|and|&|serta|maupun|atau|or|nor|\/))+ ?(?:opsi |pilihan |jawaban )?[a-j])+)(?: (?:saja|only|adalah|keduanya|semuanya|semua|are|both|benar|betul|salah|tepat|true|false|correct|right|wrong))*$/
const ONE_LABEL =
  /^(?:(?:jawaban|pilihan|opsi|option|answer) )([a-j])(?: (?:dan|and) (?:jawaban |pilihan |opsi )?[a-j])*(?: (?:saja|adalah|benar|betul|salah|tepat|is|true|false|correct|right|wrong))*$|^([a-j]) (?:saja|only)(?: (?:yang )?(?:benar|betul|salah|tepat|correct|true))?$/

/** 'last': keeps its place ("semua benar"); 'labels': names other options by label; null: an ordinary option. */
export function placeBound(plainText: string, optionCount: number): 'last' | 'labels' | null {
  const text = plainText
    .toLowerCase()
    .replace(/[.…!;:“”"'()]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (text.length > 100) return null
  if (CLOSING.some((closing) => closing.test(text))) return 'last'
  const named =
    LABELS.exec(text)?.[1] ??
    ONE_LABEL.exec(text)
      ?.slice(1)
      .find((letter) => letter !== undefined)
  const letters = named?.match(/\b[a-j]\b/g) ?? []
  return letters.length > 0 && letters.every((letter) => letterIndex(letter) < optionCount) ? 'labels' : null
}
