import * as XLSX from '@e965/xlsx'
import type { Random } from '../random.ts'
import { MOODLE, PNG, packageOf, QTI2, QTI3 } from './made-files.ts'
import { readBankFile, readStimuli } from './read.ts'

/** What one broken file led to; `problem` is '' where reading did what it promises (RULES.md B37). */
export interface Fuzzed {
  bytes: Uint8Array
  format: string
  problem: string
}

/** Breaks a file of one of the formats and reads it. The same generator gives the same file again. */
export function fuzzOnce(random: Random): Fuzzed {
  const bytes = random.below(20) === 0 ? workbook(random) : textFile(random)
  for (let left = random.below(5) === 0 ? 3 : 0; left > 0 && bytes.length > 0; left--)
    bytes[random.below(bytes.length)] = random.below(256)
  try {
    readStimuli(bytes)
    const reading = readBankFile('uji', bytes, { stimuli: new Map() })
    return { bytes, format: reading.format, problem: problemOf(reading) }
  } catch (error) {
    return { bytes, format: 'thrown', problem: error instanceof Error ? (error.stack ?? error.message) : 'thrown' }
  }
}

function textFile(random: Random): Uint8Array {
  const broken = Buffer.from(mutated(random.pick(SEEDS), random))
  return new Uint8Array(random.below(4) === 0 ? packed(broken, random) : broken)
}

/** A workbook with broken texts in its cells, and now and then broken itself. */
function workbook(random: Random): Uint8Array {
  const cell = () => mutated(random.pick(['Apa?', 'A', '5', '=1+1', '<b>x</b>']), random).slice(0, 2_000)
  const names = ['id', 'soal', 'opsi_a', 'opsi_b', 'kunci', 'bobot_a', 'bobot_b'].filter(() => random.below(12) > 0)
  const sheet = XLSX.utils.aoa_to_sheet([names, names.map(cell), names.map(cell)])
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, sheet, 'Soal')
  const bytes = new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
  for (let left = random.below(4); left > 0; left--) bytes[random.below(bytes.length)] = random.below(256)
  return random.below(6) === 0 ? bytes.slice(0, random.below(bytes.length)) : bytes
}

function problemOf(reading: ReturnType<typeof readBankFile>): string {
  if (reading.format !== 'stimuli' && reading.items.length + reading.refused.length === 0)
    return 'neither items nor reasons'
  for (const { where, reason } of [...reading.refused, ...reading.warnings, ...(reading.simplified ?? [])])
    if (where === '' || reason === '' || reason.length > 5_000) return `a remark without words, or too many: ${where}`
  for (const { imported } of reading.items) {
    const { item } = imported.bankItem
    if (item.options.length < 2) return 'an item with fewer than two options'
    const ids = item.options.map(({ id }) => id)
    const { key } = imported
    const keyed = key.kind === 'single' ? key.correct : Object.keys(key.weights)
    if (keyed.length === 0 || keyed.some((id) => !ids.includes(id))) return 'a key that names no option'
    for (const html of [item.stem, item.stimulus?.html ?? '', ...item.options.map((option) => option.html)])
      if (RUNS.test(html)) return `text that may run: ${html.slice(0, 200)}`
  }
  return Object.hasOwn(Object.prototype, 'polluted') ? 'the prototype of all objects was changed' : ''
}

/** Everything the cleaning lets through is a known tag; what is here must never be one. */
const RUNS =
  /<(?:script|style|iframe|object|embed|form|input|svg|link|meta|base)\b|<[a-z][^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*\son\w+=|<[^>]*(?:href|src)="\s*(?:javascript|vbscript|https?|file):/i

function mutated(text: string, random: Random): string {
  let result = text
  for (let left = 1 + random.below(6); left > 0; left--) {
    const at = random.below(result.length + 1)
    const length = random.below(Math.min(60, result.length + 1))
    const piece = random.pick(PIECES)
    const change = random.below(6)
    if (change === 0) result = result.slice(0, at) + piece + result.slice(at)
    else if (change === 1) result = result.slice(0, at) + result.slice(at + length)
    else if (change === 2)
      result = result.slice(0, at) + result.slice(at, at + length).repeat(2 + random.below(40)) + result.slice(at)
    else if (change === 3) result = result.slice(0, at) + piece + result.slice(at + length)
    else if (change === 4) result = result.slice(0, at) + random.pick(SEEDS).slice(-length) + result.slice(at)
    else result = at > result.length / 2 ? result.slice(0, at) : result
    if (result.length > 100_000) return result.slice(0, 100_000)
  }
  return result
}

function packed(item: Buffer, random: Random): Uint8Array {
  const manifest = Buffer.from(random.below(3) === 0 ? mutated(MANIFEST, random) : MANIFEST)
  const name = random.below(6) === 0 ? random.pick(['../a.xml', '/a.xml', '__proto__', 'a\\a.xml', '']) : 'a.xml'
  return packageOf({ 'imsmanifest.xml': manifest, [name || 'b']: item, 'p.png': Buffer.from(PNG, 'base64') })
}

const MANIFEST =
  '<manifest><resources><resource identifier="A" type="imsqti_item_xmlv2p1" href="a.xml"><metadata><lom><keyword>sulit</keyword></lom></metadata><dependency identifierref="B"/></resource></resources></manifest>'

const ANSWERS =
  '<defaultgrade>5</defaultgrade><answer fraction="100" format="html"><text><![CDATA[<b>ya</b>]]></text><feedback><text>tepat</text></feedback></answer><answer fraction="20"><text>tidak</text></answer>'

const SEEDS = [
  MOODLE(ANSWERS),
  MOODLE(
    ANSWERS,
    `<text><![CDATA[<img src="@@PLUGINFILE@@/a.png">]]></text><file name="a.png" encoding="base64">${PNG}</file>`,
  ),
  QTI2({
    body: '<p>Lihat <img src="p.png" alt="titik"/> dan <object data="p.png" type="image/png">titik</object></p>',
  }),
  QTI2({
    key: '<mapping defaultValue="0"><mapEntry mapKey="x" mappedValue="2"/><mapEntry mapKey="y" mappedValue="1.5"/></mapping>',
  }),
  QTI3({ body: '<table><tr><td>1</td></tr></table><svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>' }),
  '$CATEGORY: $course$/TIU/Deret\n\n// [id:1] [tag:mudah]\n::A:: 1, 2, 4 …? {=8#ya ~%50%6 ~4\\=4 ####Dua kali.}\n\nBenar? {T#ya#tidak}\n\n[html]<p>Apa</p>{=<b>a</b> ~b}',
  'Apa?\nA. ya\nB. tidak\nANSWER: A\n\nLagi?\nA) x\nB) y\nC) z\nANSWER: C\n',
  'id,soal,opsi_a,opsi_b,bobot_a,bobot_b,kunci,pembahasan\n1,"Apa, ya?",x,y,1,5,,"<i>begitu</i>"\n2,=1+1,a,b,,,A,\n',
  '[{"id":"1","question":"Apa \\\\(x^2\\\\)?","options":["a","b"],"key":"A"},{"id":"2","question":"q","options":{"A":"x","B":"y"},"weights":{"A":1,"B":2}}]',
]

const PIECES = [
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '{',
    '}',
    '=',
    '~',
    '#',
    '::',
    '\\',
    '\n\n',
    '\u0000',
    '\ufeff',
    '&#0;',
    '&nbsp;',
    ']]>',
  ],
  ...['<![CDATA[', '<!--', '-->', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>', '<?xml version="1.1"?>'],
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '<a href="javascript:alert(1)">',
  ],
  ...[
    '<p/onclick=alert(1)>',
    '"onmouseover="alert(1)',
    '<style>@import "x"</style>',
    '<math><mtext><script>x</script>',
  ],
  ...[
    '__proto__',
    'constructor',
    '%999999%',
    '-1',
    '1e309',
    'NaN',
    '\u202e',
    '\ud800',
    'ا',
    'ANSWER: Z',
    '\\(\\frac{',
    '$$',
  ],
  ...[
    'identifier="x"',
    'shuffle="maybe"',
    '<simpleChoice identifier="z">z</simpleChoice>',
    '<itemBody/>',
    'fraction="1e9"',
  ],
]
