import { inventPassword } from '../../server/access/password.ts'
import { addStaff, changeStaff, listStaff } from '../../server/access/staff-store.ts'
import { STAFF_ROLES, type StaffRole } from '../../server/protocol/roles.ts'
import { importCandidates, importVacancies } from '../../server/recruitment/recruitment-import.ts'
import { listVacancies } from '../../server/recruitment/recruitment-store.ts'
import { type Command, Stop, text } from './command.ts'
import { readFiles } from './given-files.ts'
import { report } from './report.ts'
import { ACTOR, must } from './workplace.ts'

const sheetImport = (noun: string, what: string, run: typeof importVacancies): Command => ({
  usage: `${noun} import BERKAS… [--partial] [--dry-run]`,
  what,
  names: { least: 1, most: 50 },
  flags: { partial: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
  check: ({ names }) => void readFiles(names),
  async run({ names, flags, workplace, ...out }) {
    const dryRun = flags['dry-run'] === true
    report(
      out,
      await run(workplace.services, ACTOR, readFiles(names), { partial: flags['partial'] === true, dryRun }),
      dryRun,
    )
  },
})

export const recordCommands: Record<string, Command> = {
  'vacancy import': sheetImport(
    'vacancy',
    'Baca formasi (CSV, XLSX): kode_formasi, jabatan, unit_kerja, jenis_kebutuhan, jumlah, pendidikan.',
    importVacancies,
  ),
  'candidate import': sheetImport(
    'candidate',
    'Baca peserta (CSV, XLSX): nomor_peserta, nama, nik, kode_formasi, akomodasi, titik_lokasi, ruang, meja, sesi.',
    importCandidates,
  ),
  'vacancy list': {
    usage: 'vacancy list',
    what: 'Formasi dengan jumlah peserta dan nilai.',
    names: { least: 0, most: 0 },
    async run({ workplace, json, print }) {
      const rows = await listVacancies(workplace.services)
      print(
        json
          ? JSON.stringify(rows, null, 1)
          : rows
              .map(
                (row) =>
                  `${row.code}  ${row.position} · ${row.unit} · ${row.needType} · kebutuhan ${row.need} · peserta ${row.candidates} · bernilai ${row.scored}`,
              )
              .join('\n') || 'belum ada formasi',
      )
    },
  },
  'staff add': {
    usage: 'staff add NAMA_PENGGUNA --name NAMA --role PERAN [--password SANDI]',
    what: `Buat akun; tanpa --password, kata sandi dibuat dan ditampilkan sekali. Peran: ${STAFF_ROLES.join(', ')}.`,
    names: { least: 1, most: 1 },
    flags: { name: { type: 'string' }, role: { type: 'string' }, password: { type: 'string' } },
    check({ names, flags }) {
      if (!STAFF_ROLES.some((role) => role === flags['role']))
        throw new Stop(`peran "${text(flags, 'role') ?? ''}" tidak dikenal; yang ada: ${STAFF_ROLES.join(', ')}`)
      if (names[0] !== undefined && !/^[a-z0-9._-]{3,40}$/.test(names[0]))
        throw new Stop('nama pengguna: 3 sampai 40 huruf kecil, angka, titik, garis bawah atau tanda hubung')
    },
    async run({ names, flags, workplace, print }) {
      const password = text(flags, 'password') ?? inventPassword()
      const staff = must(
        await addStaff(workplace.services, ACTOR, {
          username: names[0] as string,
          name: text(flags, 'name') ?? (names[0] as string),
          role: flags['role'] as StaffRole,
          password,
        }),
      )
      print(text(flags, 'password') === undefined ? `${staff.username}  ${password}` : staff.username)
    },
  },
  'staff list': {
    usage: 'staff list',
    what: 'Akun petugas dan perannya.',
    names: { least: 0, most: 0 },
    async run({ workplace, json, print }) {
      const rows = await listStaff(workplace.services)
      print(
        json
          ? JSON.stringify(rows, null, 1)
          : rows
              .map((row) => `${row.username}  ${row.role}  ${row.name}${row.disabled ? '  (nonaktif)' : ''}`)
              .join('\n') || 'belum ada akun',
      )
    },
  },
  'staff password': {
    usage: 'staff password NAMA_PENGGUNA',
    what: 'Buat kata sandi baru dan tampilkan sekali; semua perangkat akun itu keluar.',
    names: { least: 1, most: 1 },
    async run({ names, workplace, print }) {
      const row = (await listStaff(workplace.services)).find((one) => one.username === names[0])
      if (!row) throw new Stop(`akun "${names[0]}" tidak ada`)
      const password = inventPassword()
      must(await changeStaff(workplace.services, ACTOR, row.id, { password, disabled: false }))
      print(`${row.username}  ${password}`)
    },
  },
}
