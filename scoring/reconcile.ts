/** One row of a list, SKD, PPPK or final. */
export interface ListRow {
  code: string
  /**
   * Whether the candidate was at the test. Only codes of those who dropped out leave it open (APS, TMS, TMS-1, DIS);
   * without it they count as present.
   */
  present?: boolean
}

/** The figures under a list, and whether they agree with each other and with the register. */
export interface Reconciliation {
  total: number
  present: number
  absent: number
  byCode: Record<string, number>
  holds: boolean
  /** What does not hold, as sentences; empty when all does. */
  problems: { id: string; en: string }[]
}

const ABSENT = ['TH', 'P/TH']
const DROPPED = ['TMS', 'TMS-1', 'APS', 'DIS']
const PRESENT = ['P/L', 'P', 'TL', 'SERI', 'P/L-1', 'P/L-2', 'P/TL']

/**
 * Counts a list by code and checks it: each code is known, codes and attendance do not contradict each other, present
 * and absent make the total, the codes of those present make the present, and all of it is what the `register` of
 * participants says, which is kept by others (scheduling, attendance) and so finds a row lost or counted twice.
 * `groups` are the priority groups of the rule set, whose codes are 'R3' and 'R3/L'.
 * Source: the summary table of the integration of 2021 (837 = 827 + 10; 827 = 292 + 5 + 2 + 528); RULES.md RC1 to RC3.
 */
export function reconcile(
  rows: Iterable<ListRow>,
  { register, groups = [] }: { register?: { total: number; present: number; absent: number }; groups?: string[] } = {},
): Reconciliation {
  const known = [...PRESENT, ...groups.flatMap((group) => [group, `${group}/L`])]
  const byCode: Record<string, number> = {}
  const unknown = new Set<string>()
  let [total, absent, contradictions] = [0, 0, 0]
  for (const { code, present } of rows) {
    total += 1
    byCode[code] = (byCode[code] ?? 0) + 1
    if (![...known, ...ABSENT, ...DROPPED].includes(code)) unknown.add(code)
    const isAbsent = ABSENT.includes(code) || (DROPPED.includes(code) && present === false)
    if (isAbsent) absent += 1
    if (!DROPPED.includes(code) && present !== undefined && present === isAbsent) contradictions += 1
  }
  const problems: Reconciliation['problems'] = []
  if (unknown.size > 0) {
    const codes = [...unknown].sort().join(', ')
    problems.push({ id: `Kode yang tidak dikenal: ${codes}.`, en: `Unknown codes: ${codes}.` })
  }
  if (contradictions > 0)
    problems.push({
      id: `Kode dan kehadiran bertentangan pada ${contradictions} peserta.`,
      en: `Code and attendance contradict each other for ${contradictions} candidates.`,
    })
  const figures = { total, present: total - absent, absent }
  if (register) problems.push(...differences(figures, register))
  return { ...figures, byCode, holds: problems.length === 0, problems }
}

const TITLES = {
  total: { id: 'Jumlah peserta', en: 'Total' },
  present: { id: 'Jumlah hadir', en: 'Present' },
  absent: { id: 'Jumlah tidak hadir', en: 'Absent' },
}

type Figures = Record<keyof typeof TITLES, number>

function differences(list: Figures, register: Figures): Reconciliation['problems'] {
  const problems: Reconciliation['problems'] = []
  if (register.present + register.absent !== register.total)
    problems.push({
      id: `Pada daftar peserta, hadir ${register.present} + tidak hadir ${register.absent} tidak sama dengan ${register.total}.`,
      en: `In the register, ${register.present} present + ${register.absent} absent is not ${register.total}.`,
    })
  for (const what of ['total', 'present', 'absent'] as const)
    if (list[what] !== register[what])
      problems.push({
        id: `${TITLES[what].id} menurut kode ${list[what]}, menurut daftar peserta ${register[what]}.`,
        en: `${TITLES[what].en} by the codes ${list[what]}, by the register ${register[what]}.`,
      })
  return problems
}
