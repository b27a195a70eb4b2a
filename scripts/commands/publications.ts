import { Approvals } from '../../server/approvals/approvals.ts'
import { decisionDeed } from '../../server/objections/decision-store.ts'
import type { ProposalRow } from '../../server/protocol/http.ts'
import { STAGES } from '../../server/protocol/results.ts'
import { publicationDeeds, publishDirectly, withdrawDirectly } from '../../server/results/publication-commands.ts'
import { listPublications } from '../../server/results/publication-store.ts'
import { rankingView } from '../../server/results/ranking-view.ts'
import { tieDeed } from '../../server/results/tie-commands.ts'
import { type Command, Stop, text } from './command.ts'
import { ACTOR, must, type Workplace } from './workplace.ts'

const JOINT = STAGES.filter((stage) => stage !== 'skd')
type Joint = (typeof JOINT)[number]

/** What is published, and what waits for a second person. The shell stands outside the two-person rule (AP6). */
export const publicationCommands: Record<string, Command> = {
  'result publish': {
    usage: `result publish KODE_FORMASI… | --stage ${JOINT.join('|')}`,
    what: 'Umumkan daftar formasi, atau daftar semua formasi pada satu tahap: dibekukan dengan sidiknya, tanpa orang kedua.',
    names: { least: 0, most: 500 },
    flags: { stage: { type: 'string' } },
    check({ names, flags }) {
      const stage = text(flags, 'stage')
      if (stage !== undefined && !JOINT.some((one) => one === stage))
        throw new Stop(`tahap "${stage}" tidak dikenal; yang ada: ${JOINT.join(', ')}`)
      if ((stage === undefined) === (names.length === 0))
        throw new Stop('tulis kode formasi, atau --stage untuk daftar semua formasi, salah satu saja')
    },
    async run({ names, flags, workplace: { services }, json, print }) {
      const stage = text(flags, 'stage') as Joint | undefined
      const scopes: string[] = []
      for (const name of names) scopes.push(must(await rankingView(services, name)).vacancy.id)
      const publications = must(
        stage === undefined
          ? await publishDirectly(services, ACTOR, 'skd', [...new Set(scopes)])
          : await publishDirectly(services, ACTOR, stage, ['*']),
      )
      print(
        json
          ? JSON.stringify(publications.length === 1 ? publications[0] : publications, null, 1)
          : publications.map((one) => `${one.id}  ${one.title}  sidik ${one.digest}`).join('\n'),
      )
    },
  },
  'publication list': {
    usage: 'publication list',
    what: 'Pengumuman dengan sidiknya.',
    names: { least: 0, most: 0 },
    async run({ workplace, json, print }) {
      const rows = await listPublications(workplace.services)
      const mark = (row: (typeof rows)[number]) =>
        `${row.replacedBy ? '  (diganti)' : ''}${row.withdrawn ? `  (dicabut: ${row.withdrawn.reason})` : ''}`
      print(
        json
          ? JSON.stringify(rows, null, 1)
          : rows.map((row) => `${row.id}  ${row.title}  ${row.digest}${mark(row)}`).join('\n') ||
              'belum ada pengumuman',
      )
    },
  },
  'publication withdraw': {
    usage: 'publication withdraw ID --reason ALASAN',
    what: 'Cabut pengumuman: tetap terbaca dengan alasannya, tetapi tidak berlaku lagi.',
    names: { least: 1, most: 1 },
    flags: { reason: { type: 'string' } },
    check: ({ flags }) => void reasonOf(flags, 'reason'),
    async run({ names, flags, workplace: { services }, json, print }) {
      const reason = reasonOf(flags, 'reason')
      const publication = must(await withdrawDirectly(services, ACTOR, names[0] as string, reason))
      print(json ? JSON.stringify(publication, null, 1) : `dicabut: ${publication.id}  ${publication.title}`)
    },
  },
  'approval list': {
    usage: 'approval list',
    what: 'Usulan yang menunggu orang kedua, lalu yang sudah diputuskan.',
    names: { least: 0, most: 0 },
    async run({ workplace, json, print }) {
      const rows = await approvalsOf(workplace).list()
      print(json ? JSON.stringify(rows, null, 1) : rows.map(told).join('\n') || 'belum ada usulan')
    },
  },
  'approval approve': {
    usage: 'approval approve ID',
    what: 'Setujui usulan sebagai orang kedua; dihitung ulang, dan ditolak bila keadaan sudah berubah.',
    names: { least: 1, most: 1 },
    async run({ names, workplace, json, print }) {
      const approvals = approvalsOf(workplace)
      // A running server has the keys in memory and must hear of it at that moment.
      if ((await approvals.find(names[0] as string))?.kind === 'key-change')
        throw new Stop('perubahan kunci disetujui di layar Persetujuan, agar server yang berjalan langsung memakainya')
      const row = must(await approvals.approve(ACTOR, names[0] as string))
      print(json ? JSON.stringify(row, null, 1) : told(row))
    },
  },
  'approval decline': {
    usage: 'approval decline ID --note CATATAN',
    what: 'Tolak usulan dengan catatan.',
    names: { least: 1, most: 1 },
    flags: { note: { type: 'string' } },
    check: ({ flags }) => void reasonOf(flags, 'note'),
    async run({ names, flags, workplace, json, print }) {
      const row = must(await approvalsOf(workplace).decline(ACTOR, names[0] as string, reasonOf(flags, 'note')))
      print(json ? JSON.stringify(row, null, 1) : told(row))
    },
  },
}

/** Every deed that may be approved from here. */
function approvalsOf({ services }: Workplace): Approvals {
  const approvals = new Approvals(services)
  publicationDeeds(services, approvals)
  tieDeed(services, approvals)
  approvals.register('objection', decisionDeed(services, approvals))
  return approvals
}

const STATE_WORDS = { open: 'menunggu', approved: 'disetujui', declined: 'ditolak', 'taken-back': 'ditarik' }

const told = (row: ProposalRow): string =>
  [
    `${row.id}  ${STATE_WORDS[row.state]}  ${row.title.id}`,
    `    diusulkan ${row.proposedBy}: ${row.reason}${row.decidedBy ? ` · diputuskan ${row.decidedBy}` : ''}`,
    ...row.effect.map((effect) => `    ${effect.id}`),
  ].join('\n')

function reasonOf(flags: Parameters<typeof text>[0], name: string): string {
  const reason = text(flags, name)?.trim() ?? ''
  if (reason.length < 4) throw new Stop(`tulis alasannya: --${name} "…" (sedikitnya 4 huruf)`)
  return reason
}
