import type { PublicationSummary } from '../../server/protocol/board.ts'
import type {
  AuditRow,
  BankItemRow,
  BankSummary,
  BlueprintCheck,
  CandidateRow,
  ImportReport,
  Overview,
  Page,
  RankingRow,
  RankingView,
  RuleSetRow,
  StaffRow,
  TestRow,
  VacancyRow,
} from '../../server/protocol/http.ts'
import { LONG_NAME, nameOf, numberOf, WALL_NOW } from './staff-fixtures.ts'

export const DIGEST = '3f9ac21be07d5584c0ffee11a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5'
const DAY = 86_400_000

export const overview = (change: Partial<Overview> = {}): Overview => ({
  banks: 2,
  items: 642,
  vacancies: 6,
  candidates: 1284,
  unseated: 84,
  tests: 1,
  publications: 1,
  sittings: [
    { id: '1', name: 'SKD CPNS 2024 · Sesi 1', state: 'closed', startsAt: WALL_NOW - DAY, seats: 600, finished: 594 },
    {
      id: '2',
      name: 'SKD CPNS 2024 · Sesi 2',
      state: 'running',
      startsAt: WALL_NOW - 2_400_000,
      seats: 600,
      finished: 214,
    },
    { id: '3', name: 'SKD CPNS 2024 · Sesi 3', state: 'scheduled', startsAt: WALL_NOW + DAY, seats: 0, finished: 0 },
  ],
  next: [
    {
      id: '84 peserta belum terjadwal: buat sesi untuk mereka.',
      en: '84 candidates are not scheduled: make a sitting for them.',
      screen: 'sittings',
    },
    {
      id: 'Hasil 2 formasi siap diperiksa dan diumumkan.',
      en: 'Results of 2 vacancies are ready to check and publish.',
      screen: 'results',
    },
  ],
  ...change,
})

export const vacancy = (n: number, change: Partial<VacancyRow> = {}): VacancyRow => ({
  id: `v${n}`,
  code: `6101${String(n + 1).padStart(4, '0')}`,
  position:
    [
      'Ahli Pertama – Pranata Komputer',
      'Terampil – Perawat',
      'Ahli Pertama – Guru Kelas',
      'Penata Layanan Operasional',
    ][n % 4] ?? '',
  unit:
    n === 2
      ? 'Dinas Pendidikan, Pemuda, Olahraga, Kebudayaan, dan Pariwisata Kabupaten Kepulauan Siau Tagulandang Biaro'
      : (['Dinas Kominfo Kota Singkawang', 'RSUD dr. Abdul Aziz', 'Badan Kepegawaian Daerah'][n % 3] ?? ''),
  needType: n % 5 === 4 ? 'disabilitas' : 'umum',
  need: 1 + (n % 4),
  education: 'S-1',
  skbPlan: { extras: [] },
  thresholds: {},
  candidates: n === 5 ? 0 : 40 + n * 17,
  scored: n < 2 ? 40 + n * 17 : 0,
  publication: n === 0 ? 'p1' : null,
  ...change,
})
export const vacancies = (size: number): VacancyRow[] => Array.from({ length: size }, (_, n) => vacancy(n))

export const candidates = (size: number, total = size): Page<CandidateRow> => ({
  page: 1,
  pageSize: 50,
  total,
  rows: Array.from({ length: size }, (_, n) => ({
    id: `c${n}`,
    number: numberOf(n),
    name: nameOf(n),
    nik: `6172${'•'.repeat(10)}${String(10 + (n % 80))}`,
    vacancyCode: `6101000${1 + (n % 6)}`,
    needType: 'umum',
    accommodation: n === 6 ? 'netra' : null,
    venue: 'BKN',
    room: n % 9 === 8 ? '' : 'A',
    station: n % 9 === 8 ? '' : String(n + 1).padStart(2, '0'),
    sitting: n % 9 === 8 ? null : 'SKD CPNS 2024 · Sesi 2',
    state: n % 9 === 8 ? 'unseated' : n % 3 === 0 ? 'finished' : 'seated',
  })),
})

export const reportGood: ImportReport = {
  committed: false,
  files: [{ file: 'peserta-2024.xlsx', format: 'XLSX', taken: 1284, refused: [], warnings: [] }],
}
export const reportMixed: ImportReport = {
  committed: false,
  files: [
    {
      file: 'peserta-2024.xlsx',
      format: 'XLSX',
      taken: 1281,
      refused: [
        { where: 'baris 17', reason: 'Formasi 61019999 tidak ada. Impor formasinya dahulu, atau perbaiki kode.' },
        { where: 'baris 88', reason: 'NIK harus 16 angka; tertulis 6172010101.' },
        { where: 'baris 1022', reason: 'Nomor peserta 24-61-000881 sudah dipakai di baris 881.' },
      ],
      warnings: [{ where: 'baris 301', reason: 'Akomodasi "tuna netra" dibaca sebagai netra.' }],
    },
    { file: 'susulan.csv', format: 'CSV', taken: 12, refused: [], warnings: [] },
  ],
}
export const reportItems: ImportReport = {
  committed: false,
  files: [
    {
      file: 'tiu-deret.xml',
      format: 'moodle-xml',
      taken: 118,
      refused: [
        {
          where: 'baris 969 (id TIU-Deret-14)',
          reason:
            'Soal dengan beberapa jawaban sekaligus belum didukung; hanya pilihan ganda satu jawaban dan pilihan berbobot.',
        },
        {
          where: 'baris 1204 (id TIU-Simak-02)',
          reason: 'Soal memakai audio atau video "simak.mp3", yang belum didukung; ganti dengan teks atau gambar.',
        },
      ],
      warnings: [{ where: 'baris 12 (id TIU-Deret-01)', reason: 'HTML yang tidak diizinkan dibuang dari soal: style' }],
      simplified: [
        {
          where: 'baris 301 (id TIU-Deret-05)',
          reason: 'Nilai pecahan 100%, 50%, 0% dibaca sebagai bobot 100, 50, 0.',
        },
        { where: 'baris 420 (id TIU-Deret-08)', reason: 'Urutan opsi tidak diacak, seperti pada sumbernya.' },
      ],
    },
    {
      file: 'paket-tkp.zip',
      format: 'qti',
      taken: 45,
      refused: [],
      warnings: [],
      simplified: [{ where: 'paket', reason: 'Susunan tes "tes.xml" tidak dibawa; hanya butir soalnya yang diambil.' }],
    },
  ],
}
export const reportBad: ImportReport = {
  committed: false,
  files: [
    {
      file: 'catatan.docx',
      format: '?',
      taken: 0,
      refused: [{ where: 'berkas', reason: 'Bukan CSV, XLSX, atau JSON.' }],
      warnings: [],
    },
  ],
}

export const bank = (change: Partial<BankSummary> = {}): BankSummary => ({
  id: 'b1',
  name: 'SKD contoh 2024',
  items: 420,
  sections: [
    { name: 'TWK', items: 120 },
    { name: 'TIU', items: 140 },
    { name: 'TKP', items: 160 },
  ],
  subjects: [{ name: '', items: 420 }],
  topics: [
    { section: 'TWK', name: 'Pancasila', items: 40 },
    { section: 'TWK', name: 'UUD 1945', items: 40 },
    { section: 'TWK', name: 'Bela negara', items: 40 },
    { section: 'TIU', name: 'Deret angka', items: 60 },
    { section: 'TKP', name: 'Pelayanan publik', items: 80 },
  ],
  ...change,
})
export const subjectBank = bank({
  id: 'b2',
  name: 'MMLU Indonesia',
  items: 222,
  sections: [{ name: '', items: 222 }],
  subjects: ['Biologi', 'Sejarah', 'Geografi', 'Bahasa Indonesia', 'Matematika'].map((name, n) => ({
    name,
    items: 30 + n * 7,
  })),
  topics: [],
})
export const emptyBank = bank({ id: 'b3', name: 'Bank baru', items: 0, sections: [], subjects: [], topics: [] })

export const items: Page<BankItemRow> = {
  page: 1,
  pageSize: 50,
  total: 420,
  rows: [
    {
      id: 'i1',
      source: 'TIU-014',
      section: 'TIU',
      subject: '',
      topic: 'Deret angka',
      difficulty: 2,
      kind: 'single',
      stimulus:
        '<p>Perhatikan tabel jumlah pelamar per hari.</p><table><tbody><tr><th>Hari</th><td>1</td><td>2</td><td>3</td><td>4</td></tr><tr><th>Pelamar</th><td>2</td><td>6</td><td>12</td><td>20</td></tr></tbody></table>',
      stem: '<p>Bila polanya tetap, berapa pelamar pada hari ke-5?</p>',
      options: ['24', '28', '30', '32', '36'].map((html, n) => ({
        label: 'ABCDE'[n] ?? '',
        html,
        weight: n === 2 ? 5 : 0,
        correct: n === 2,
      })),
      rationale: '<p>Selisih bertambah 2: 4, 6, 8, lalu 10; 20 + 10 = 30.</p>',
      keyVersion: 1,
    },
    {
      id: 'i2',
      source: 'TKP-003',
      section: 'TKP',
      subject: '',
      topic: 'Pelayanan publik',
      difficulty: null,
      kind: 'weighted',
      stimulus: null,
      stem: '<p>Seorang warga datang lima menit sebelum loket tutup dan berkasnya belum lengkap. Anda …</p>',
      options: [
        'memintanya datang besok',
        'melayani seadanya',
        'menjelaskan berkas yang kurang dan mencatat agar besok ia didahulukan',
        'menutup loket tepat waktu',
        'menyuruhnya bertanya ke bagian lain',
      ].map((html, n) => ({ label: 'ABCDE'[n] ?? '', html, weight: [2, 3, 5, 1, 4][n] ?? 0, correct: n === 2 })),
      rationale: '',
      keyVersion: 2,
    },
    {
      id: 'i3',
      source: 'TWK-101',
      section: 'TWK',
      subject: '',
      topic: 'UUD 1945',
      difficulty: 1,
      kind: 'single',
      stimulus: null,
      stem: '<p>Perubahan UUD 1945 yang memuat pasal tentang pemilihan presiden secara langsung oleh rakyat ditetapkan pada sidang tahunan MPR tahun …</p>',
      options: ['1999', '2000', '2001', '2002', '2003'].map((html, n) => ({
        label: 'ABCDE'[n] ?? '',
        html,
        weight: n === 2 ? 5 : 0,
        correct: n === 2,
      })),
      rationale: '',
      keyVersion: 1,
    },
  ],
}

export const ruleSets: RuleSetRow[] = [
  {
    id: 'skd-cpns-2024',
    title: 'SKD CPNS 2024',
    decree: 'KepmenPANRB 321/2024',
    stage: 'skd',
    year: 2024,
    origin: 'ours',
    needTypes: [{ id: 'umum', title: 'Umum' }],
    sections: [
      { id: 'TWK', title: 'Tes Wawasan Kebangsaan', items: 30, kind: 'correct' },
      { id: 'TIU', title: 'Tes Intelegensia Umum', items: 35, kind: 'correct' },
      { id: 'TKP', title: 'Tes Karakteristik Pribadi', items: 45, kind: 'weighted' },
    ],
  },
]
export const test: TestRow = {
  id: 't1',
  name: 'SKD CPNS 2024',
  bank: 'b1',
  bankName: 'SKD contoh 2024',
  ruleSet: 'skd-cpns-2024',
  ruleSetTitle: 'SKD CPNS 2024',
  minutes: 100,
  items: 110,
  sections: [
    { id: 'TWK', title: '', count: 30 },
    { id: 'TIU', title: '', count: 35 },
    { id: 'TKP', title: '', count: 45 },
  ],
  digest: DIGEST,
  createdAt: WALL_NOW - 3 * DAY,
}
export const problems: BlueprintCheck = {
  problems: [
    { where: 'TKP', id: 'Butuh 45 soal berbobot, bank punya 0.', en: 'Needs 45 weighted items, the bank has 0.' },
    {
      where: 'TWK · Pancasila',
      id: 'Kuota 50 melebihi 40 soal yang ada.',
      en: 'The quota of 50 exceeds the 40 items there are.',
    },
  ],
}

const SECTIONS = [
  { id: 'TWK', title: 'Tes Wawasan Kebangsaan' },
  { id: 'TIU', title: 'Tes Intelegensia Umum' },
  { id: 'TKP', title: 'Tes Karakteristik Pribadi' },
]
export function rankingRows(size: number): RankingRow[] {
  return Array.from({ length: size }, (_, n) => {
    const absent = n >= size - 2 && size > 4
    const fails = !absent && n >= Math.ceil(size * 0.7)
    const code = absent ? 'TH' : fails ? 'TL' : n < 6 ? 'P/L' : 'P'
    const points = absent ? null : { TWK: fails ? 60 : 110 - (n % 9) * 5, TIU: 135 - (n % 7) * 5, TKP: 190 - (n % 24) }
    return {
      candidate: `c${n}`,
      number: numberOf(n),
      name: n === 3 ? LONG_NAME : nameOf(n),
      place: absent || fails ? null : n + 1,
      code,
      points,
      total: points ? points.TWK + points.TIU + points.TKP : null,
      reason: absent
        ? { id: 'Tidak hadir.', en: 'Absent.' }
        : fails
          ? { id: 'TWK 60 di bawah nilai ambang batas 65.', en: 'TWK 60 is below the threshold of 65.' }
          : n === 1
            ? {
                id: 'Jumlah sama dengan peringkat 1 (435); TKP 189 lebih rendah dari 190.',
                en: 'Same total as place 1 (435); TKP 189 is lower than 190.',
              }
            : code === 'P/L'
              ? {
                  id: `Peringkat ${n + 1}, dalam batas 6 (tiga kali kebutuhan 2).`,
                  en: `Place ${n + 1}, within the cut of 6 (three times the need of 2).`,
                }
              : { id: `Peringkat ${n + 1}, di luar batas 6.`, en: `Place ${n + 1}, outside the cut of 6.` },
    }
  })
}
export const ranking = (size: number, change: Partial<RankingView> = {}): RankingView => ({
  vacancy: vacancy(1, { need: 2, candidates: size, scored: size }),
  ruleSet: { id: 'skd-cpns-2024', title: 'SKD CPNS 2024', decree: 'KepmenPANRB 321/2024' },
  sections: SECTIONS,
  cut: 6,
  openSittings: [],
  unseated: 0,
  rows: rankingRows(size),
  previewDigest: DIGEST,
  ...change,
})

export const publication = (n: number, replacedBy: string | null = null): PublicationSummary => ({
  id: `p${n}`,
  stage: 'skd',
  vacancies: 1,
  rows: 57,
  withdrawn: null,
  title: `Hasil SKD CPNS 2024 · ${vacancy(n).position} · ${vacancy(n).unit}`,
  vacancyCode: vacancy(n).code,
  position: vacancy(n).position,
  unit: vacancy(n).unit,
  publishedAt: WALL_NOW - n * 3_700_000,
  digest: DIGEST.replace(/^./, String(n % 10)),
  replacedBy,
})

export const audit: Page<AuditRow> = {
  page: 1,
  pageSize: 100,
  total: 3,
  rows: [
    {
      seq: 214,
      at: WALL_NOW,
      actor: 'panitia',
      action: 'publication.publish',
      subject: 'p1',
      detail: '{"vacancy":"61010001","rows":57}',
    },
    {
      seq: 213,
      at: WALL_NOW - 60_000,
      actor: 'pengawas',
      action: 'proctor.close',
      subject: 'sitting-1',
      detail: '{"attempts":[],"reason":{"category":"schedule","text":"Sesuai jadwal"},"refused":null}',
    },
    {
      seq: 212,
      at: WALL_NOW - 7_200_000,
      actor: 'pengawas',
      action: 'proctor.end',
      subject: 'a-0f3c',
      detail:
        '{"category":"misconduct","text":"Memakai telepon genggam; sudah ditegur dua kali oleh pengawas ruang dan dicatat di berita acara."}',
    },
  ],
}
export const staffRows: StaffRow[] = [
  {
    id: 's1',
    username: 'admin',
    name: 'Administrator',
    role: 'administrator',
    disabled: false,
    createdAt: WALL_NOW - 30 * DAY,
  },
  {
    id: 's2',
    username: 'panitia',
    name: 'Ratna Panitia',
    role: 'committee',
    disabled: false,
    createdAt: WALL_NOW - 20 * DAY,
  },
  {
    id: 's3',
    username: 'pengawas.lama',
    name: LONG_NAME,
    role: 'proctor',
    disabled: true,
    createdAt: WALL_NOW - 20 * DAY,
  },
]
