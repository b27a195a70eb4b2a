import { crc32, deflateRawSync } from 'node:zlib'

/** Small files of each format for tests and for `npm run fuzz`; every item here is made up. */

/** A picture of one point. */
export const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

export const MOODLE = (inside: string, text = '<text>Ibu kota?</text>') =>
  `<quiz><question type="multichoice"><name><text>Satu</text></name><questiontext format="html">${text}</questiontext>${inside}</question></quiz>`

interface Parts {
  body?: string
  key?: string
  template?: string
  cardinality?: string
  max?: string
  stimulus?: string
}

export const QTI2 = ({ body = '<p>Perhatikan.</p>', key, template = 'match_correct', cardinality, max }: Parts) =>
  `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="butir-7" title="Satu" adaptive="false">
<responseDeclaration identifier="R" cardinality="${cardinality ?? 'single'}" baseType="identifier">${key ?? '<correctResponse><value>y</value></correctResponse>'}</responseDeclaration>
<itemBody>${body} <choiceInteraction responseIdentifier="R" shuffle="true" maxChoices="${max ?? '1'}"><prompt>Ibu kota?</prompt>
<simpleChoice identifier="x">Medan</simpleChoice><simpleChoice identifier="y" fixed="true">Jakarta</simpleChoice></choiceInteraction></itemBody>
<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/${template}"/>
<modalFeedback identifier="F" outcomeIdentifier="O" showHide="show"><p>Sejak 1945.</p></modalFeedback></assessmentItem>`

export const QTI3 = ({ body = '<p>Perhatikan.</p>', stimulus }: Parts) =>
  `<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="butir-7" title="Satu" adaptive="false">
<qti-response-declaration identifier="R" cardinality="single" base-type="identifier"><qti-correct-response><qti-value>y</qti-value></qti-correct-response></qti-response-declaration>
${stimulus ? `<qti-assessment-stimulus-ref identifier="W" href="${stimulus}"/>` : ''}<qti-item-body>${body} <qti-choice-interaction response-identifier="R" shuffle="true" max-choices="1"><qti-prompt>Ibu kota?</qti-prompt>
<qti-simple-choice identifier="x">Medan</qti-simple-choice><qti-simple-choice identifier="y" fixed="true">Jakarta</qti-simple-choice></qti-choice-interaction></qti-item-body>
<qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/>
<qti-modal-feedback identifier="F" outcome-identifier="O" show-hide="show"><p>Sejak 1945.</p></qti-modal-feedback></qti-assessment-item>`

/** What an archive may say of a file otherwise than it is. */
export interface Lies {
  unpacked?: number
  crc?: number
  flags?: number
  mode?: number
  /** Stands where the file before it stands. */
  overlaps?: boolean
}

/** An archive of these files, in memory. */
export function packageOf(
  files: Record<string, string | Uint8Array>,
  lies: Record<string, Lies> = {},
): Uint8Array<ArrayBuffer> {
  const locals: Uint8Array[] = []
  const heads: Uint8Array[] = []
  let at = 0
  let before = 0
  for (const [name, content] of Object.entries(files)) {
    const lie = lies[name] ?? {}
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    const packed = deflateRawSync(bytes)
    const head = (central: boolean) => {
      const named = Buffer.from(name)
      const view = Buffer.alloc((central ? 46 : 30) + named.length)
      const shift = central ? 2 : 0
      view.writeUInt32LE(central ? 0x02014b50 : 0x04034b50, 0)
      view.writeUInt16LE(0x800 | (lie.flags ?? 0), 6 + shift)
      view.writeUInt16LE(8, 8 + shift)
      view.writeUInt32LE(lie.crc ?? crc32(bytes), 14 + shift)
      view.writeUInt32LE(packed.length, 18 + shift)
      view.writeUInt32LE(lie.unpacked ?? bytes.length, 22 + shift)
      view.writeUInt16LE(named.length, 26 + shift)
      if (central) {
        view.writeUInt32LE(((lie.mode ?? 0) << 16) >>> 0, 38)
        view.writeUInt32LE(lie.overlaps ? before : at, 42)
      }
      named.copy(view, central ? 46 : 30)
      return view
    }
    heads.push(head(true))
    before = at
    const local = [head(false), packed]
    locals.push(...local)
    at += local.reduce((sum, part) => sum + part.length, 0)
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(heads.length, 8)
  end.writeUInt16LE(heads.length, 10)
  end.writeUInt32LE(
    heads.reduce((sum, head) => sum + head.length, 0),
    12,
  )
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...locals, ...heads, end]))
}
