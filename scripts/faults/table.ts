import { cpus, release, totalmem } from 'node:os'
import { NOT_MADE } from './all.ts'
import { type Fault, isSound, type Outcome } from './fault.ts'

/** Done, impossible on this machine, or broken off. */
export type Result = { outcome: Outcome } | { lacks: string } | { failed: string }

const HEAD =
  '| Fault | What is done | Expected | Cycles | Acknowledged | Lost | Repeated | Accepted late | Owed (s) | Worst recovery (s) | Result | Date |'
const RULE = '| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |'
const ROW = /^\| `([a-z0-9-]+)` \|/
const REMARK = /^- `([a-z0-9-]+)`: /

const count = (value: number) => value.toLocaleString('en-US')
const oneLine = (text: string) => text.replaceAll('|', '/').replaceAll('\n', ' ').slice(0, 400)

/** The file anew: rows and remarks of this run, the others as they stood. Pure. */
export function tableText(
  before: string,
  faults: readonly Fault[],
  results: ReadonlyMap<string, Result>,
  run: { date: string; command: string; machine: string },
): string {
  const lines = before.split('\n')
  const old = (pattern: RegExp) =>
    new Map(lines.flatMap((line) => (pattern.test(line) ? [[pattern.exec(line)?.[1] as string, line] as const] : [])))
  const [rows, remarks] = [old(ROW), old(REMARK)]
  for (const fault of faults) {
    const result = results.get(fault.name)
    if (!result) continue
    rows.set(fault.name, rowOf(fault, result, run.date))
    const remark = remarkOf(result)
    if (remark) remarks.set(fault.name, `- \`${fault.name}\`: ${oneLine(remark)}`)
    else remarks.delete(fault.name)
  }
  const known = faults.map(({ name }) => name)
  const kept = (from: Map<string, string>) => known.flatMap((name) => from.get(name) ?? [])
  return `# Faults, made on purpose and counted

Real server processes, real sockets, real data folders. Every run ends in the same check: what the stations were told,
entry by entry, against what the folder holds (plain SQL), and the rules of \`invariants.ts\`. *Lost*: acknowledged and not
in the log as she said it. *Repeated*: in the log twice. *Accepted late*: counted after deadline + grace. *Owed*: time that
the server's ledger says a candidate used beyond the time that she had her item before her, above the one second of
tolerance; the worst candidate. *Recovery*: from the fault (or its end, where it lasts) to the acknowledgement after it.

Again: \`${run.command}\`. A run of single faults (\`--only\`) renews their rows alone; each row has its date.
Machine of the last run: ${run.machine}

${HEAD}
${RULE}
${kept(rows).join('\n')}

## Remarks of the runs

${kept(remarks).join('\n') || '- none'}

## Not made here, and why

| Fault | Why not |
| --- | --- |
${NOT_MADE.map(({ fault, why }) => `| ${fault} | ${why} |`).join('\n')}
`
}

function rowOf(fault: Fault, result: Result, date: string): string {
  const cells =
    'outcome' in result
      ? [
          count(result.outcome.cycles),
          ...[result.outcome.acknowledged, result.outcome.lost, result.outcome.repeated, result.outcome.late].map(
            count,
          ),
          result.outcome.owed.toFixed(1),
          result.outcome.recoveryMs === null ? '–' : (result.outcome.recoveryMs / 1000).toFixed(1),
          resultWord(result.outcome),
        ]
      : [...Array(7).fill('–'), 'lacks' in result ? `not made: ${oneLine(result.lacks)}` : 'BROKEN OFF']
  return `| \`${fault.name}\` | ${oneLine(fault.what)} | ${oneLine(fault.expected)} | ${cells.join(' | ')} | ${date} |`
}

const resultWord = (outcome: Outcome): string => {
  if (!isSound(outcome)) return 'BROKEN'
  return outcome.unnoticed ? `held; ${outcome.unnoticed} not noticed` : 'held'
}

function remarkOf(result: Result): string | null {
  if ('lacks' in result) return null
  if ('failed' in result) return result.failed
  const { note, breaches } = result.outcome
  const broken = breaches.length === 0 ? [] : [`${breaches.length} breaches, the first: ${breaches[0]}`]
  return [...(note ? [note] : []), ...broken].join('. ') || null
}

/** The machine in one line, without its name. */
export const machineWords = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 1e9)} GB, Linux ${release()}, Node ${process.version}`
