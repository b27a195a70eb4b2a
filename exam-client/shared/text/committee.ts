import type { Words } from '../language.tsx'

/** The rail, the overview, the lists of vacancies and candidates, imports, the audit trail and the settings. */
const id = {
  app: 'Panitia',
  appWriter: 'Penulis soal',
  rail: 'Urutan kerja',
  screens: {
    overview: 'Ringkasan', vacancies: 'Formasi', candidates: 'Peserta', banks: 'Bank soal', tests: 'Kisi-kisi & ujian', sittings: 'Jadwal',
    exams: 'Ujian', results: 'Hasil', publications: 'Pengumuman', audit: 'Jejak audit', settings: 'Pengaturan',
  },
  next: 'Yang harus dilakukan sekarang',
  nothingNext: 'Tidak ada yang menunggu. Semua langkah sudah dikerjakan.',
  goTo: (screen: string) => `Ke ${screen}`,
  facts: { vacancies: 'Formasi', candidates: 'Peserta', unseated: 'Belum terjadwal', banks: 'Bank soal', items: 'Soal', tests: 'Ujian', publications: 'Pengumuman' },
  sittings: 'Sesi',
  noSittings: 'Belum ada sesi.',
  sitting: { name: 'Sesi', starts: 'Mulai', seats: 'Peserta', finished: 'Selesai', state: 'Keadaan' },
  vacancy: {
    code: 'Kode', position: 'Jabatan', unit: 'Unit kerja', needType: 'Jenis kebutuhan', need: 'Kebutuhan', candidates: 'Peserta', scored: 'Dinilai', published: 'Pengumuman',
    yes: 'Sudah', no: 'Belum', empty: 'Belum ada formasi.', emptyAdvice: 'Impor daftar formasi (CSV atau XLSX) untuk memulai.', import: 'Impor formasi', results: 'Lihat hasil',
    next: (n: string) => `${n} formasi belum punya peserta. Langkah berikut: impor peserta.`, fine: 'Semua formasi punya peserta.',
  },
  candidate: {
    number: 'Nomor peserta', name: 'Nama', nik: 'NIK', vacancy: 'Formasi', needType: 'Jenis kebutuhan', accommodation: 'Akomodasi', place: 'Ruang · meja', sitting: 'Sesi', state: 'Keadaan',
    empty: 'Belum ada peserta.', emptyAdvice: 'Impor daftar peserta (CSV atau XLSX). Formasinya harus sudah ada.', import: 'Impor peserta', allVacancies: 'Semua formasi',
    states: { unseated: 'Belum terjadwal', seated: 'Terjadwal', confirmed: 'Siap', working: 'Mengerjakan', paused: 'Dijeda', finished: 'Selesai', absent: 'Tidak hadir' } as Record<string, string>, none: 'Tidak ada peserta yang cocok.', search: 'Cari nama atau nomor', total: (n: string) => `${n} peserta`,
    next: (n: string) => `${n} peserta belum terjadwal. Langkah berikut: buat sesi di Jadwal.`,
  },
  import: {
    choose: 'Pilih berkas', hint: 'CSV, XLSX, atau JSON; paling banyak 20 berkas, 30 MB. Berkas diperiksa dulu: belum ada yang berubah.', bankHint: 'CSV, XLSX, JSON, atau JSONL; paling banyak 20 berkas, 30 MB. Berkas diperiksa dulu: belum ada yang berubah.',
    template: 'Unduh contoh format', checking: 'Memeriksa berkas…', writing: 'Mengimpor…', tooLarge: 'Berkas terlalu besar (lebih dari 30 MB). Bagi menjadi beberapa berkas.', tooMany: 'Terlalu banyak berkas. Pilih paling banyak 20.',
    unreadable: 'Berkas tidak dapat dibaca dari komputer ini. Pilih sekali lagi.',
    report: 'Hasil pemeriksaan', taken: (n: string) => `${n} baris baik`, refused: (n: string) => `${n} baris ditolak`, warnings: (n: string) => `${n} peringatan`,
    where: 'Di mana', reason: 'Mengapa', file: 'Berkas', format: 'Format', allGood: 'Semua baris baik. Belum ada yang berubah.', someBad: 'Ada baris yang ditolak. Belum ada yang berubah: perbaiki berkasnya, atau ambil baris yang baik saja.', noneGood: 'Tidak ada baris yang dapat diambil. Tidak ada yang berubah.',
    now: 'Impor sekarang', goodOnly: (n: string) => `Ambil ${n} baris yang baik saja`, done: (n: string) => `Selesai: ${n} baris diimpor.`, notDone: 'Tidak ada yang diimpor.', another: 'Impor berkas lain', more: (n: string) => `dan ${n} lagi; unduh daftarnya`, download: 'Unduh daftar masalah',
  },
  audit: { at: 'Waktu (WIB)', actor: 'Pelaku', action: 'Tindakan', subject: 'Objek', detail: 'Rincian', seq: 'No.', empty: 'Jejak audit masih kosong.', older: 'Lebih lama', newest: 'Kembali ke terbaru', note: 'Setiap perubahan oleh petugas dicatat dan tidak dapat dihapus.',
    actions: {
      'sign-in': 'Masuk', 'bank.create': 'Membuat bank soal', 'bank.import': 'Mengimpor soal', 'candidate.import': 'Mengimpor peserta', 'vacancy.import': 'Mengimpor formasi', 'pin.issue': 'Menerbitkan PIN', 'publication.publish': 'Mengumumkan hasil',
      'sitting.create': 'Membuat sesi', 'sitting.export': 'Mengunduh data sesi', 'sitting.open': 'Sesi dibuka', 'sitting.running': 'Sesi dimulai', 'sitting.closed': 'Sesi ditutup', 'staff.add': 'Menambah akun', 'staff.change': 'Mengubah akun', 'test.create': 'Membuat ujian',
      'proctor.open': 'Perintah: buka sesi', 'proctor.start': 'Perintah: mulai semua', 'proctor.close': 'Perintah: tutup sesi', 'proctor.end': 'Perintah: akhiri pengerjaan',
    } as Record<string, string>,
  },
  staff: {
    title: 'Akun petugas', name: 'Nama', username: 'Nama pengguna', role: 'Peran', state: 'Keadaan', created: 'Dibuat', active: 'Aktif', disabled: 'Nonaktif', add: 'Tambah akun', password: 'Kata sandi awal', passwordHint: 'Paling sedikit 10 karakter.', usernameHint: 'Huruf kecil, angka, titik, garis; 3 sampai 40.',
    save: 'Simpan akun', disable: 'Nonaktifkan', enable: 'Aktifkan', reset: 'Ganti kata sandi', resetFor: (name: string) => `Kata sandi baru untuk ${name}`, disableAsk: (name: string) => `Nonaktifkan akun ${name}?`, disableEffect: 'Orang ini dikeluarkan dan tidak dapat masuk lagi sampai diaktifkan kembali. Catatannya tetap ada.', newPassword: 'Kata sandi baru', onlyAdministrator: 'Halaman ini untuk administrator.', actions: 'Tindakan',
  },
}
export type CommitteeText = typeof id
export type ScreenName = keyof CommitteeText['screens']

export const committeeText: Words<CommitteeText> = {
  id,
  en: {
    app: 'Committee',
    appWriter: 'Item writer',
    rail: 'Order of the work',
    screens: {
      overview: 'Overview', vacancies: 'Vacancies', candidates: 'Candidates', banks: 'Item banks', tests: 'Blueprints & tests', sittings: 'Schedule',
      exams: 'Sittings under way', results: 'Results', publications: 'Publications', audit: 'Audit trail', settings: 'Settings',
    },
    next: 'What must be done now',
    nothingNext: 'Nothing is waiting. Every step is done.',
    goTo: (screen) => `Go to ${screen}`,
    facts: { vacancies: 'Vacancies', candidates: 'Candidates', unseated: 'Not scheduled', banks: 'Item banks', items: 'Items', tests: 'Tests', publications: 'Publications' },
    sittings: 'Sittings',
    noSittings: 'No sittings yet.',
    sitting: { name: 'Sitting', starts: 'Starts', seats: 'Candidates', finished: 'Finished', state: 'State' },
    vacancy: {
      code: 'Code', position: 'Position', unit: 'Unit', needType: 'Kind of need', need: 'Need', candidates: 'Candidates', scored: 'Scored', published: 'Publication',
      yes: 'Yes', no: 'Not yet', empty: 'No vacancies yet.', emptyAdvice: 'Import the list of vacancies (CSV or XLSX) to begin.', import: 'Import vacancies', results: 'See results',
      next: (n) => `${n} vacancies have no candidates yet. Next step: import candidates.`, fine: 'Every vacancy has candidates.',
    },
    candidate: {
      number: 'Card number', name: 'Name', nik: 'NIK', vacancy: 'Vacancy', needType: 'Kind of need', accommodation: 'Accommodation', place: 'Room · station', sitting: 'Sitting', state: 'State',
      empty: 'No candidates yet.', emptyAdvice: 'Import the list of candidates (CSV or XLSX). Their vacancies must exist already.', import: 'Import candidates', allVacancies: 'All vacancies',
      states: { unseated: 'Not scheduled', seated: 'Scheduled', confirmed: 'Ready', working: 'Working', paused: 'Paused', finished: 'Finished', absent: 'Absent' }, none: 'No candidate matches.', search: 'Find name or number', total: (n) => `${n} candidates`,
      next: (n) => `${n} candidates are not scheduled. Next step: make a sitting in Schedule.`,
    },
    import: {
      choose: 'Choose files', hint: 'CSV, XLSX or JSON; at most 20 files, 30 MB. Files are checked first: nothing changes yet.', bankHint: 'CSV, XLSX, JSON or JSONL; at most 20 files, 30 MB. Files are checked first: nothing changes yet.',
      template: 'Download a template', checking: 'Checking the files…', writing: 'Importing…', tooLarge: 'The files are too large (over 30 MB). Split them.', tooMany: 'Too many files. Choose at most 20.',
      unreadable: 'The file cannot be read from this computer. Choose it once more.',
      report: 'What the check found', taken: (n) => `${n} good rows`, refused: (n) => `${n} rows refused`, warnings: (n) => `${n} warnings`,
      where: 'Where', reason: 'Why', file: 'File', format: 'Format', allGood: 'Every row is good. Nothing has changed yet.', someBad: 'Some rows are refused. Nothing has changed yet: mend the file, or take the good rows only.', noneGood: 'No row can be taken. Nothing has changed.',
      now: 'Import now', goodOnly: (n) => `Take the ${n} good rows only`, done: (n) => `Done: ${n} rows imported.`, notDone: 'Nothing was imported.', another: 'Import other files', more: (n) => `and ${n} more; download the list`, download: 'Download the list of problems',
    },
    audit: { at: 'Time (WIB)', actor: 'By', action: 'Action', subject: 'Subject', detail: 'Detail', seq: 'No.', empty: 'The audit trail is still empty.', older: 'Older', newest: 'Back to newest', note: 'Every change by staff is recorded and cannot be removed.',
      actions: {
        'sign-in': 'Signed in', 'bank.create': 'Made an item bank', 'bank.import': 'Imported items', 'candidate.import': 'Imported candidates', 'vacancy.import': 'Imported vacancies', 'pin.issue': 'Issued PINs', 'publication.publish': 'Published results',
        'sitting.create': 'Made a sitting', 'sitting.export': 'Downloaded sitting data', 'sitting.open': 'Sitting opened', 'sitting.running': 'Sitting started', 'sitting.closed': 'Sitting closed', 'staff.add': 'Added an account', 'staff.change': 'Changed an account', 'test.create': 'Made a test',
        'proctor.open': 'Command: open sitting', 'proctor.start': 'Command: start all', 'proctor.close': 'Command: close sitting', 'proctor.end': 'Command: end attempts',
      },
    },
    staff: {
      title: 'Staff accounts', name: 'Name', username: 'User name', role: 'Role', state: 'State', created: 'Created', active: 'Active', disabled: 'Disabled', add: 'Add an account', password: 'First password', passwordHint: 'At least 10 characters.', usernameHint: 'Lower-case letters, digits, dots, dashes; 3 to 40.',
      save: 'Save account', disable: 'Disable', enable: 'Enable', reset: 'Change password', resetFor: (name) => `New password for ${name}`, disableAsk: (name) => `Disable the account of ${name}?`, disableEffect: 'This person is signed out and cannot sign in until enabled again. The records stay.', newPassword: 'New password', onlyAdministrator: 'This page is for administrators.', actions: 'Actions',
    },
  },
}
