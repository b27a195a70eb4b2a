import { type Verdict, verifyPlacement } from '../../server/scheduling/placement-check-store.ts'
import { listPlacements } from '../../server/scheduling/placement-store.ts'
import { type Command, Stop } from './command.ts'

/** The schedule from a shell: what was approved, and whether it follows from its seed. */
export const placementCommands: Record<string, Command> = {
  'placement list': {
    usage: 'placement list',
    what: 'Jadwal yang sudah disetujui: peserta, sesi, biji undian dan komitmennya.',
    names: { least: 0, most: 0 },
    async run({ workplace, json, print }) {
      const rows = await listPlacements(workplace.services)
      print(
        json
          ? JSON.stringify(rows, null, 1)
          : rows
              .map(
                (row) =>
                  `${row.id}  ${row.test} · ${row.placed} dari ${row.people} peserta · ${row.sittings} sesi · biji ${row.seed.slice(0, 12)} · komitmen ${row.commitment.slice(0, 12)}`,
              )
              .join('\n') || 'belum ada jadwal yang disetujui',
      )
    },
  },
  'placement verify': {
    usage: 'placement verify [ID]',
    what: 'Hitung ulang jadwal dari masukan dan biji yang tersimpan; tanpa ID, semuanya. Tidak mengubah apa pun.',
    names: { least: 0, most: 1 },
    async run({ names, workplace, json, print }) {
      const { services } = workplace
      const ids = names[0] === undefined ? (await listPlacements(services)).map(({ id }) => id) : [names[0]]
      const verdicts: Verdict[] = []
      for (const id of ids) {
        const verdict = await verifyPlacement(services, id)
        if (!verdict) throw new Stop(`jadwal "${id}" tidak ada; lihat: placement list`)
        verdicts.push(verdict)
      }
      if (verdicts.length === 0) throw new Stop('belum ada jadwal yang disetujui')
      if (json) print(JSON.stringify(verdicts, null, 1))
      const wrong = verdicts.filter(({ faults }) => faults.length > 0)
      if (wrong.length > 0)
        throw new Stop(wrong.map(({ id, test, faults }) => `${id} (${test}): ${faults.join('; ')}`).join('\n'))
      if (!json)
        print(
          verdicts
            .map(({ id, test, people }) => `${id}  ${test}: ${people} peserta dihitung ulang, semua sesuai`)
            .join('\n'),
        )
    },
  },
}
