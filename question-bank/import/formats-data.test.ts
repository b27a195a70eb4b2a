import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toPlainText } from '../rich-text.ts'
import { readBankFile } from './read.ts'

const data = resolve(import.meta.dirname, '../../../shared/data')
const absent = !existsSync(data)
const note = absent ? ' (skipped: ../shared/data is absent)' : ''

const read = (path: string) =>
  readBankFile(path, new Uint8Array(readFileSync(join(data, path))), { stimuli: new Map() })
const json = (path: string) => JSON.parse(readFileSync(join(data, path), 'utf8'))
const items = (path: string) => read(path).items.map(({ imported }) => imported)
const keyOf = ({ key }: ReturnType<typeof items>[number]) => (key.kind === 'single' ? key.correct : key.weights)
const label = (at: number) => String.fromCharCode(65 + at)

interface MoodleFact {
  type: string
  single: string | null
  answers: { fraction: string }[]
}
interface QtiFact {
  kind: string
  identifier: string
  adaptive?: string
  responses?: { identifier: string; cardinality: string; correct: string[] | null; mapping: unknown }[]
  interactions?: { type: string; responseIdentifier: string; choices: { identifier: string }[] }[]
  entries?: Record<string, QtiFact>
}

describe.skipIf(absent)(`c-moodle-gift-aiken${note}`, () => {
  it('[B1] [B31] Moodle XML: every question is taken or refused, with the options and keys of the source', () => {
    const facts = json('c-moodle-gift-aiken/expected_facts.json').files as Record<string, { questions?: MoodleFact[] }>
    let taken = 0
    for (const [path, { questions }] of Object.entries(facts)) {
      if (!questions) continue
      const reading = read(`c-moodle-gift-aiken/${path}`)
      const asked = questions.filter(({ type }) => type !== 'category')
      expect(reading.items.length + reading.refused.length, path).toBe(asked.length)
      const ours = asked.filter(
        ({ type, single }) => type === 'truefalse' || (type === 'multichoice' && single === 'true'),
      )
      // The one that asks to listen has no place here yet.
      if (path.endsWith('xml/tests/fixtures/multichoice.xml')) continue
      expect(reading.items.length, path).toBe(ours.length)
      for (const [at, { imported }] of reading.items.entries()) {
        const { answers } = ours[at] as MoodleFact
        expect(imported.original.options).toHaveLength(answers.length)
        expect(keyOf(imported)).toEqual(
          answers.flatMap(({ fraction }, nth) => (Number(fraction) === 100 ? [label(nth)] : [])),
        )
        taken++
      }
    }
    expect(taken).toBe(39)
  })

  it('[B1] R/exams: the same thirty items from Moodle XML and from QTI 2.1, keys as R says', () => {
    for (const [file, expected] of [
      ['rexams_moodle.xml', 'expected_moodle.json'],
      ['rexams_qti21.zip', 'expected_qti21.json'],
    ]) {
      const said = Object.values(json(`c-moodle-gift-aiken/r-exams/${expected}`).items as Record<string, object>)
        .flatMap((exam) => Object.values(exam) as { type: string; solution: boolean[]; options: string[] }[])
        .filter(({ type }) => type === 'schoice')
      const sorted = (keys: string[]) => keys.sort()
      const ours = items(`c-moodle-gift-aiken/r-exams/${file}`)
      expect(ours).toHaveLength(30)
      expect(sorted(ours.map((one) => `${one.original.options.length} ${keyOf(one)}`))).toEqual(
        sorted(said.map(({ solution }) => `${solution.length} ${label(solution.indexOf(true))}`)),
      )
    }
  })

  it.each(['mc1', 'mc4', 'formatExamples', 'escapeAll', 'escapeEquals', 'symbolsAll', 'mcHTMLComment'])(
    '[B1] GIFT %s: as its grammar’s own project reads it',
    (name) => {
      type Choice = { isCorrect: boolean; text: { text: string } }
      const said = (
        json(`c-moodle-gift-aiken/gift-grammar/questions/${name}.json`) as {
          type: string
          stem: { text: string }
          choices: Choice[]
        }[]
      ).filter(({ type }) => type === 'MC')
      const ours = items(`c-moodle-gift-aiken/gift-grammar/questions/${name}.gift`).filter(
        ({ original }) => !['Benar', 'Salah'].includes(original.options[0]?.text ?? ''),
      )
      expect(
        ours.map(({ original }) => [original.stem, original.options.map(({ text }) => text), original.key]),
      ).toEqual(
        said.map(({ stem, choices }) => [
          stem.text,
          choices.map(({ text }) => text.text),
          choices.flatMap(({ isCorrect }, at) => (isCorrect ? [label(at)] : [])),
        ]),
      )
    },
  )

  it.each([['moodle/question/format/aiken/tests/fixtures/questions.aiken.txt'], ['qas-editor/aiken/aiken_1.txt']])(
    '[B1] Aiken %s',
    (path) => {
      const { answer_lines: keys } = json('c-moodle-gift-aiken/expected_facts.json').files[path]
      expect(items(`c-moodle-gift-aiken/${path}`).map((one) => String(keyOf(one)))).toEqual(keys)
    },
  )
})

describe.skipIf(absent)(`b-qti${note}`, () => {
  const files: Record<string, QtiFact> = absent ? {} : json('b-qti/expected_facts.json').files

  it('[B1] [B31] every item file: options and key of the source, or a reason', () => {
    let taken = 0
    const lost: string[] = []
    for (const [path, fact] of Object.entries(files)) {
      if (fact.kind !== 'item') continue
      const reading = read(`b-qti/${path}`)
      expect(reading.items.length + reading.refused.length, path).toBe(1)
      const [item] = reading.items
      if (!item) {
        if (isChoice(fact)) lost.push(reading.refused[0]?.reason ?? '')
        continue
      }
      expectSame(item.imported, fact, path)
      taken++
    }
    expect(taken).toBe(14)
    // Of items with one question and one key, those stay outside that are not whole alone or change as they go.
    expect(
      lost.filter((reason) => !/Gambar|template|adaptif|Wacana|audio, video|Teks soal kosong/.test(reason)),
    ).toEqual([])
  })

  it('[B1] [B34] every package: each item of its manifest', () => {
    let taken = 0
    for (const [path, fact] of Object.entries(files)) {
      if (fact.kind !== 'package') continue
      const reading = read(`b-qti/${path}`)
      const entries = Object.values(fact.entries ?? {})
      for (const { imported } of reading.items) {
        const said = entries.find(({ kind, identifier }) => kind === 'item' && identifier === imported.bankItem.source)
        if (said) expectSame(imported, said, path)
        taken++
      }
    }
    expect(taken).toBe(35)
  })

  it('[B29] what is not well-formed is refused', () => {
    const broken = Object.entries(files).filter(([, { kind }]) => kind === 'not_well_formed')
    expect(broken.length).toBeGreaterThan(5)
    for (const [path] of broken) {
      const reading = read(`b-qti/${path}`)
      expect(reading.items, path).toEqual([])
      expect(reading.refused[0]?.reason.length, path).toBeGreaterThan(20)
    }
  })

  const isChoice = ({ interactions = [], responses = [], adaptive }: QtiFact) =>
    interactions.length === 1 &&
    interactions[0]?.type === 'choiceInteraction' &&
    adaptive !== 'true' &&
    responses.find(({ identifier }) => identifier === interactions[0]?.responseIdentifier)?.cardinality === 'single' &&
    (responses[0]?.correct?.length ?? 0) > 0

  function expectSame(item: ReturnType<typeof items>[number], fact: QtiFact, path: string): void {
    const [interaction] = fact.interactions ?? []
    const choices = interaction?.choices ?? []
    const response = fact.responses?.find(({ identifier }) => identifier === interaction?.responseIdentifier)
    expect(item.original.options, path).toHaveLength(choices.length)
    for (const option of item.bankItem.item.options) expect(toPlainText(option.html) || option.html, path).not.toBe('')
    if (item.key.kind === 'single' && response?.correct)
      expect(item.key.correct, path).toEqual(
        choices.flatMap(({ identifier }, at) => (response.correct?.includes(identifier) ? [label(at)] : [])),
      )
  }
})
