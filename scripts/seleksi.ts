import { parseArgs } from 'node:util'
import { DataProblem } from '../server/data-folder.ts'
import { announceCommands } from './commands/announce.ts'
import { applicantCommands } from './commands/applicants.ts'
import { backupCommands } from './commands/backup.ts'
import { bankCommands } from './commands/bank.ts'
import { type AskedOfFiles, type Command, type Flags, Stop } from './commands/command.ts'
import { fileCommands } from './commands/files.ts'
import { hallCommands } from './commands/hall.ts'
import { needsCommands } from './commands/needs.ts'
import { placementCommands } from './commands/placements.ts'
import { publicationCommands } from './commands/publications.ts'
import { recordCommands } from './commands/records.ts'
import { rescoreCommands } from './commands/rescore.ts'
import { resultCommands } from './commands/results.ts'
import { ruleCommands } from './commands/rules.ts'
import { spareCommands } from './commands/spare.ts'
import { standingCommands } from './commands/standings.ts'
import { staticCommands } from './commands/static.ts'
import { statisticsCommands } from './commands/statistics.ts'
import { openWorkplace } from './commands/workplace.ts'

/** npm run -s seleksi -- NOUN VERB …: the committee's work from a shell. Reads arguments, calls the server's code, prints. */
const COMMANDS: Record<string, Command> = {
  ...bankCommands,
  ...recordCommands,
  ...needsCommands,
  ...hallCommands,
  ...placementCommands,
  ...resultCommands,
  ...publicationCommands,
  ...standingCommands,
  ...ruleCommands,
  ...rescoreCommands,
  ...statisticsCommands,
  ...fileCommands,
  ...staticCommands,
  ...announceCommands,
  ...backupCommands,
  ...spareCommands,
  ...applicantCommands,
}

const GLOBAL = { data: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } } as const

function help(): string {
  const lines = Object.values(COMMANDS).map(({ usage, what }) => `  ${usage}\n      ${what}`)
  return `npm run -s seleksi -- PERINTAH [--data DIR] [--json]

${lines.join('\n')}

  --data DIR   folder data (bawaan: SELEKSI_DATA, atau data/demo) · the data folder
  --json       keluaran JSON saja di stdout · JSON alone on stdout
`
}

async function main(argv: string[]): Promise<void> {
  const [noun, verb] = argv
  if (noun === undefined || noun === '--help' || noun === 'help') {
    process.stdout.write(help())
    return
  }
  const name = verb !== undefined && !verb.startsWith('-') && COMMANDS[`${noun} ${verb}`] ? `${noun} ${verb}` : noun
  const command = COMMANDS[name]
  if (!command) {
    const verbs = Object.keys(COMMANDS).filter((key) => key.startsWith(`${noun} `))
    throw new Stop(
      verbs.length > 0
        ? `perintah "${[noun, verb].filter(Boolean).join(' ')}" tidak dikenal; yang ada: ${verbs.join(', ')}`
        : `perintah "${noun}" tidak dikenal; lihat: npm run -s seleksi -- help`,
    )
  }
  const parsed = parse(command, argv.slice(name.split(' ').length))
  if (parsed.flags['help'] === true) {
    process.stdout.write(`${command.usage}\n    ${command.what}\n`)
    return
  }
  command.check?.(parsed)
  const { least, most } = command.names
  if (parsed.names.length < least || parsed.names.length > most) throw new Stop(`pemakaian: ${command.usage}`)
  const asked: AskedOfFiles = {
    ...parsed,
    json: parsed.flags['json'] === true,
    print: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
  }
  if (command.needs === 'files') return command.run(asked)
  const workplace = await openWorkplace(parsed.flags['data'])
  try {
    await command.run({ ...asked, workplace })
  } finally {
    await workplace.close()
  }
}

function parse(command: Command, args: string[]): { names: string[]; flags: Flags } {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...GLOBAL, ...command.flags },
      allowPositionals: true,
      strict: true,
    })
    return { names: positionals, flags: values as Flags }
  } catch (error) {
    throw new Stop(
      `${error instanceof Error ? error.message.split('. To specify')[0] : String(error)}; pemakaian: ${command.usage}`,
    )
  }
}

// `… | head` closes the pipe early; what the command does beside printing is still done to its end.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Stop) && !(error instanceof DataProblem)) throw error
  process.stderr.write(`seleksi: ${error.message}\n`)
  process.exitCode = 2
}
