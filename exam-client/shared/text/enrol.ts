import type { StationFault } from '../../../server/protocol/venues.ts'
import type { Words } from '../language.tsx'

const idFaults: Record<StationFault, string> = {
  unchecked: 'Komputer ini belum diperiksa.',
  stale: 'Pemeriksaan komputer ini sudah lewat 12 jam.',
  slow: 'Sambungan ke server lambat (lebih dari 250 ms). Periksa kabel dan sakelar jaringan.',
  clock: 'Jam komputer ini berbeda lebih dari 1 menit dari server. Betulkan jamnya; ujian tetap memakai jam server.',
  screen: 'Layar lebih kecil dari 1024 x 700. Naikkan resolusi layar.',
  storage:
    'Penyimpanan peramban tidak tersedia atau kurang dari 20 MB. Keluar dari mode penyamaran, atau kosongkan disk.',
  browser: 'Peramban terlalu lama. Pasang Chrome, Edge, atau Firefox versi 100 ke atas.',
  'no-socket': 'Sambungan langsung tertutup. Periksa proksi atau antivirus; jawaban tetap terkirim dengan cara lain.',
  'old-page': 'Halaman ini versi lama. Muat ulang dengan F5.',
  'not-enrolled': 'Komputer ini belum didaftarkan.',
}
const enFaults: Record<StationFault, string> = {
  unchecked: 'This computer has not been checked yet.',
  stale: 'The check of this computer is more than 12 hours old.',
  slow: 'The server is far (more than 250 ms). Check the cable and the network switch.',
  clock: 'The clock of this computer is more than a minute off. Set it; the exam uses the clock of the server.',
  screen: 'The screen is smaller than 1024 x 700. Raise its resolution.',
  storage: 'The browser stores nothing or less than 20 MB. Leave private mode, or free some disk.',
  browser: 'The browser is too old. Install Chrome, Edge or Firefox, version 100 or later.',
  'no-socket': 'The direct line is closed. Check proxy and virus scanner; responses still go another way.',
  'old-page': 'This page is an old version. Reload it with F5.',
  'not-enrolled': 'This computer is not enrolled.',
}

const id = {
  title: 'Daftarkan komputer ini',
  intro: 'Untuk teknisi ruang. Satu kali saja; sesudah itu komputer ini dikenali sendiri, juga setelah dimatikan.',
  code: 'Kode pendaftaran ruang',
  codeHelp: 'Delapan huruf dan angka, dari layar ruang panitia atau pengawas. Berlaku empat jam.',
  next: 'Lanjut',
  checking: 'Memeriksa…',
  choose: (room: string) => `Meja mana yang ditempati komputer ini di ruang ${room}?`,
  chooseHelp: 'Cocokkan dengan nomor yang tertempel di meja.',
  find: 'Cari nomor meja',
  none: 'Tidak ada meja dengan nomor itu.',
  taken: 'terpakai',
  spare: 'cadangan',
  allTaken: 'Semua meja ruang ini sudah mempunyai komputer. Cabut satu pendaftaran di layar ruang, lalu ulangi.',
  enrolAs: (station: string) => `Daftarkan sebagai meja ${station}`,
  chooseFirst: 'Pilih meja dahulu',
  enrolling: 'Mendaftarkan…',
  back: 'Kode lain',
  toSignIn: 'Kembali ke halaman masuk',
  doneTitle: (station: string, room: string) => `Terdaftar sebagai meja ${station} ruang ${room}`,
  doneHelp: 'Nomor ini tetap, juga setelah komputer dimatikan. Jangan menghapus data peramban.',
  room: 'Ruang',
  station: 'Meja',
  open: 'Buka halaman ujian',
  health: 'Pemeriksaan komputer ini',
  healthBusy: 'Mengukur sambungan, jam, layar, dan penyimpanan…',
  fit: 'Layak dipakai ujian.',
  unfit: 'Perlu dibetulkan sebelum ujian:',
  healthUnknown: 'Server belum menjawab; pemeriksaan diulang sendiri dari halaman ujian.',
  already: (station: string, room: string) =>
    `Komputer ini sudah terdaftar sebagai meja ${station} ruang ${room}. Mendaftar lagi memberinya meja baru; meja lama harus dicabut panitia.`,
  plain:
    'Halaman ini dibuka tanpa https. Kunci komputer disimpan sebagai data peramban biasa; pengenalan tetap bekerja seperti biasa.',
  noStorage:
    'Peramban ini tidak mengizinkan penyimpanan, sehingga komputer tidak dapat dikenali lagi. Keluar dari mode penyamaran atau izinkan penyimpanan, lalu muat ulang.',
  unreachable: 'Server tidak menjawab. Tidak ada yang hilang; periksa kabel lalu tekan lagi.',
  faults: idFaults,
}

const en: typeof id = {
  title: 'Enrol this computer',
  intro:
    'For the technician of the room. Once only; from then on this computer is known by itself, also after it was switched off.',
  code: 'Enrolment code of the room',
  codeHelp: 'Eight letters and digits, from the room screen of the committee or the proctor. Good for four hours.',
  next: 'Continue',
  checking: 'Checking…',
  choose: (room) => `At which station of room ${room} does this computer stand?`,
  chooseHelp: 'Compare with the number on the desk.',
  find: 'Find a station',
  none: 'There is no station of that number.',
  taken: 'taken',
  spare: 'spare',
  allTaken: 'Every station of this room has a computer. Take one enrolment back on the room screen, then try again.',
  enrolAs: (station) => `Enrol as station ${station}`,
  chooseFirst: 'Choose a station first',
  enrolling: 'Enrolling…',
  back: 'Another code',
  toSignIn: 'Back to the sign-in page',
  doneTitle: (station, room) => `Enrolled as station ${station} of room ${room}`,
  doneHelp: 'This number stays, also after the computer was switched off. Do not clear the data of the browser.',
  room: 'Room',
  station: 'Station',
  open: 'Open the exam page',
  health: 'Check of this computer',
  healthBusy: 'Measuring connection, clock, screen and storage…',
  fit: 'Fit for an exam.',
  unfit: 'To be mended before the exam:',
  healthUnknown: 'The server has not answered yet; the exam page repeats the check by itself.',
  already: (station, room) =>
    `This computer is enrolled as station ${station} of room ${room} already. Enrolling it again gives it a new station; the committee must take the old one back.`,
  plain:
    'This page was opened without https. The key of the computer is kept as ordinary browser data; it is known again all the same.',
  noStorage:
    'This browser allows no storage, so the computer could not be known again. Leave private mode or allow storage, then reload.',
  unreachable: 'The server does not answer. Nothing is lost; check the cable and press again.',
  faults: enFaults,
}

export type EnrolText = typeof id
export const enrolWords: Words<EnrolText> = { id, en }
