import { basename } from 'node:path'
import type { RuleSet } from '../../scoring/rule-set.ts'
import { RULE_SETS } from '../../scoring/rule-sets/index.ts'
import { type AskedOfFiles, type Command, type Flags, Stop, text } from './command.ts'
import { type AlsoRead, readCandidates } from './files/candidates.ts'
import { integrateLists } from './files/integrate.ts'
import { readKeys } from './files/keys.ts'
import { rankLists } from './files/lists.ts'
import { formatOf, listText, outOf, scoreText, writeWhole } from './files/output.ts'
import { Problems } from './files/problems.ts'
import { readResponses } from './files/responses.ts'
import { rulesOf } from './files/rules.ts'
import { scoreAll, sectionsOf } from './files/score.ts'
import { SKB_COLUMNS, SkbReader } from './files/skb.ts'
import { FILE_BYTES_MAX, type GivenFile } from './files/table.ts'
import { readVacancies } from './files/vacancies.ts'
import { readFiles } from './given-files.ts'

const OUTPUT = { csv: { type: 'boolean' }, out: { type: 'string' }, rules: { type: 'string' } } as const
const LISTS = { ...OUTPUT, candidates: { type: 'string' }, vacancies: { type: 'string' } } as const
const LISTS_USAGE = '--rules ID|ATURAN.json --candidates C.csv --vacancies V.csv [--json|--csv] [--out BERKAS]'

/** For people who have only files: no data folder is opened or made. Columns: scripts/FILES.md. */
export const fileCommands: Record<string, Command> = {
  rank: {
    needs: 'files',
    usage: `rank ${LISTS_USAGE}`,
    what: 'Peringkat dari berkas: tempat, kode dan alasan setiap peserta, per formasi dan jenis kebutuhan.',
    names: { least: 0, most: 0 },
    flags: LISTS,
    check: ({ flags }) => checkFlags(flags, ['candidates', 'vacancies']),
    run(asked) {
      const ruleSet = rulesOf(asked.flags, readOne)
      const problems = new Problems()
      // A candidate file made for `integrate` is good for `rank` too.
      const also = { columns: SKB_COLUMNS.map((column) => ({ ...column, needed: false })) }
      const { vacancies } = readLists(asked, ruleSet, problems, also)
      problems.refuse()
      send(asked, listText(formatOf(asked.flags), rankLists(ruleSet, vacancies.units), false))
    },
  },
  integrate: {
    needs: 'files',
    usage: `integrate ${LISTS_USAGE}`,
    what: 'Integrasi SKD dan SKB dari berkas: nilai akhir, tempat, pengisian kebutuhan kosong, kode dan alasan.',
    names: { least: 0, most: 0 },
    flags: LISTS,
    check: ({ flags }) => checkFlags(flags, ['candidates', 'vacancies']),
    run(asked) {
      const ruleSet = rulesOf(asked.flags, readOne)
      if (!ruleSet.integration)
        throw new Stop(`aturan ${ruleSet.id} tidak memuat integrasi SKD dan SKB; yang memuat: ${integrating()}`)
      const skb = new SkbReader(ruleSet)
      const problems = new Problems()
      const { vacancies, candidatesFile } = readLists(asked, ruleSet, problems, {
        columns: SKB_COLUMNS,
        read: (row, unit, candidate) => skb.read(row, unit, candidate),
      })
      const plans = skb.plans(vacancies.units, candidatesFile, problems)
      problems.refuse()
      const lists = integrateLists(
        ruleSet,
        vacancies.units,
        (candidate) => skb.of(candidate),
        plans,
        vacancies.fillable,
      )
      asked.note(
        vacancies.fillable
          ? 'Kebutuhan yang kosong diisi menurut aturan (P/L-1, P/L-2).'
          : `Kebutuhan yang kosong tidak diisi: ${vacancies.file} tidak punya kolom position dan unit.`,
      )
      send(asked, listText(formatOf(asked.flags), lists, true))
    },
  },
  score: {
    needs: 'files',
    usage: 'score --rules ID|ATURAN.json --responses R.csv --keys K.csv [--json|--csv] [--out BERKAS]',
    what: 'Nilai setiap peserta dari berkas jawaban dan kunci; keluarannya menjadi kolom nilai untuk rank.',
    names: { least: 0, most: 0 },
    flags: { ...OUTPUT, responses: { type: 'string' }, keys: { type: 'string' } },
    check: ({ flags }) => checkFlags(flags, ['responses', 'keys']),
    run(asked) {
      const ruleSet = rulesOf(asked.flags, readOne)
      const [keysFile, responsesFile] = readTwo(asked.flags, 'keys', 'responses')
      const problems = new Problems()
      const keys = readKeys(keysFile, ruleSet, problems)
      // Otherwise responses to an item whose key is wrong would be called unknown.
      problems.refuse()
      const { responses, without } = readResponses(responsesFile, keys, problems)
      problems.refuse()
      const sections = sectionsOf(ruleSet, keys)
      const missing = ruleSet.sections.filter(({ id }) => !sections.includes(id)).map(({ id }) => id)
      if (missing.length > 0) asked.note(`${keysFile.name}: tidak ada soal untuk subtes ${missing.join(', ')}`)
      if (without.length > 0)
        asked.note(`${responsesFile.name}: ${without.length} soal tanpa kolom dihitung kosong: ${some(without)}`)
      send(asked, scoreText(formatOf(asked.flags), sections, scoreAll(ruleSet, keys, responses)))
    },
  },
}

/** What can be refused before a file is read. */
function checkFlags(flags: Flags, needed: string[]): void {
  for (const name of needed) if (!text(flags, name)?.trim()) throw new Stop(`sebut berkasnya: --${name} BERKAS`)
  formatOf(flags)
  outOf(flags)
}

function readLists(asked: AskedOfFiles, ruleSet: RuleSet, problems: Problems, also: AlsoRead) {
  const [vacanciesFile, candidatesFile] = readTwo(asked.flags, 'vacancies', 'candidates')
  const vacancies = readVacancies(vacanciesFile, ruleSet, problems, asked.note)
  readCandidates(candidatesFile, ruleSet, vacancies, problems, also, asked.note)
  return { vacancies, candidatesFile: candidatesFile.name }
}

const readOne = (name: string): GivenFile => readFiles([name], FILE_BYTES_MAX)[0] as GivenFile

/** Problems name a file by its last part, unless that would name both. */
function readTwo(flags: Flags, first: string, second: string): [GivenFile, GivenFile] {
  const names = [text(flags, first) as string, text(flags, second) as string]
  const same = basename(names[0] as string) === basename(names[1] as string)
  const [one, two] = names.map((name) => ({ ...readOne(name), ...(same ? { name } : {}) }))
  return [one as GivenFile, two as GivenFile]
}

function send(asked: AskedOfFiles, chunks: Iterable<string>): void {
  const out = outOf(asked.flags)
  if (out === null) {
    for (const chunk of chunks) asked.print(chunk)
    return
  }
  writeWhole(out, chunks)
  asked.note(`ditulis ke ${out}`)
}

const integrating = () =>
  Object.values(RULE_SETS)
    .filter(({ integration }) => integration)
    .map(({ id }) => id)
    .join(', ')

const some = (names: string[]) => `${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}`
