import type { RuleBody } from '../../exam-client/committee/rule-body.ts'
import { ruleSaid } from '../../exam-client/committee/rule-words.ts'
import { type RuleSet, validateRuleSet } from '../../scoring/rule-set.ts'
import { RULE_SETS } from '../../scoring/rule-sets/index.ts'
import { allRuleSets, keepRuleSet, ruleSetOf } from '../../server/rule-sets/rule-set-store.ts'
import { type AskedOfFiles, type Command, Stop } from './command.ts'
import { parsedJson } from './files/rules.ts'
import { readFiles } from './given-files.ts'
import { ACTOR, must, openWorkplace, type Workplace } from './workplace.ts'

/** The rules of a procurement: those that come with Seleksi need no data folder, the committee's are in it. */
export const ruleCommands: Record<string, Command> = {
  'rules list': {
    needs: 'files',
    usage: 'rules list [--data DIR]',
    what: 'Aturan penilaian yang ada, dengan dasarnya; dengan --data juga aturan panitia di folder itu.',
    names: { least: 0, most: 0 },
    async run(asked) {
      const sets = inFolder(asked)
        ? await within(asked, ({ services }) => allRuleSets(services))
        : Object.values(RULE_SETS)
      asked.print(
        asked.json
          ? JSON.stringify(sets.map(rowOf), null, 1)
          : sets
              .map(rowOf)
              .map((row) => `${row.id.padEnd(20)}  ${row.year}  ${row.stage.padEnd(6)}  ${row.title}  (${row.decree})`)
              .join('\n'),
      )
    },
  },
  'rules show': {
    needs: 'files',
    usage: 'rules show ID [--data DIR]',
    what: 'Satu aturan dalam kalimat; --json memberi isinya, yang dapat diubah lalu dibaca lagi dengan rules add.',
    names: { least: 1, most: 1 },
    async run(asked) {
      const id = asked.names[0] as string
      const own = Object.hasOwn(RULE_SETS, id) ? RULE_SETS[id] : undefined
      // One of ours is the same in every folder, so none is opened for it.
      const found = own ?? (inFolder(asked) ? await within(asked, ({ services }) => ruleSetOf(services, id)) : null)
      if (!found)
        throw new Stop(
          `aturan "${id}" tidak ada; lihat: rules list${inFolder(asked) ? '' : ' (aturan panitia: tambahkan --data DIR)'}`,
        )
      asked.print(asked.json ? JSON.stringify(found, null, 2) : said(found))
    },
  },
  'rules check': {
    needs: 'files',
    usage: 'rules check BERKAS.json',
    what: 'Periksa aturan dalam berkas: setiap masalah satu kalimat, atau isinya dalam kalimat. Tidak menyimpan apa pun.',
    names: { least: 1, most: 1 },
    run({ names, json, print }) {
      const [file] = readFiles(names)
      if (!file) return
      const checked = validateRuleSet(parsedJson(file))
      if (json) print(JSON.stringify({ problems: checked.ok ? [] : checked.problems }, null, 1))
      if (!checked.ok) throw new Stop(`${file.name}: ${lines(checked.problems)}`)
      if (!json) print(`${said(checked.ruleSet)}\n\n${file.name}: aturan ini lengkap dan dapat disimpan.`)
    },
  },
  'rules add': {
    usage: 'rules add BERKAS.json',
    what: 'Simpan aturan untuk seterusnya: tidak dapat diubah, dan id-nya tidak dipakai lagi.',
    names: { least: 1, most: 1 },
    // What cannot be kept is refused before a folder is opened.
    check({ names }) {
      for (const file of readFiles(names)) {
        const checked = validateRuleSet(parsedJson(file))
        if (!checked.ok) throw new Stop(`${file.name} belum dapat disimpan: ${lines(checked.problems)}`)
      }
    },
    async run({ names, workplace, json, print }) {
      const [file] = readFiles(names)
      if (!file) return
      const kept = must(await keepRuleSet(workplace.services, ACTOR, parsedJson(file)))
      const { id, title } = kept.body as RuleSet
      print(json ? JSON.stringify(kept, null, 1) : `disimpan: ${id}  ${title}  sidik ${kept.digest.slice(0, 12)}`)
    },
  },
}

/** Whether a data folder was named; without one, nothing is opened or made. */
const inFolder = ({ flags }: AskedOfFiles): boolean =>
  typeof flags['data'] === 'string' || !!process.env['SELEKSI_DATA']

async function within<Value>(asked: AskedOfFiles, work: (place: Workplace) => Promise<Value>): Promise<Value> {
  const place = await openWorkplace(asked.flags['data'])
  try {
    return await work(place)
  } finally {
    await place.close()
  }
}

const rowOf = ({ id, title, decree, procurement, stage, year, sections, needTypes }: RuleSet) => ({
  ...{ id, title, decree, procurement, stage, year },
  sections: sections.map((section) => ({ id: section.id, items: section.items })),
  needTypes: needTypes.map((need) => need.id),
})

/** The sentences of the committee's screen, and the thresholds row by row. */
function said(rules: RuleSet): string {
  const body: RuleBody = rules
  const thresholds = Object.entries(rules.thresholds).map(
    ([need, { least }]) =>
      `${need}: ${
        Object.entries(least)
          .map(([key, points]) => `${key} ${points}`)
          .join(', ') || 'tanpa ambang batas'
      }`,
  )
  return [
    `${rules.title} (${rules.id})`,
    ...ruleSaid(body, 'id').flatMap(({ part, lines: sentences }) =>
      part === 'thresholds' ? [...sentences, ...thresholds.map((line) => `  ${line}`)] : sentences,
    ),
  ].join('\n')
}

const lines = (problems: string[]) => `\n  ${problems.join('\n  ')}`
