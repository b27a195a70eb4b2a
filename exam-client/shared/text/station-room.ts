import type { HoldKind, TimeCause } from '../../../server/protocol/time.ts'
import type { Words } from '../language.tsx'

/** Words of the station for what a proctor or the room does to it: pauses, locks, messages, moves, time. */
const answers = (n: number) => `${n} response${n === 1 ? '' : 's'}`

const id = {
  // Held
  heldTitle: {
    paused: 'Ujian dijeda oleh pengawas',
    'outage-room': 'Ruang ini sedang terganggu',
    'outage-server': 'Server sempat berhenti',
  } as Record<HoldKind, string>,
  heldHelp: {
    paused: 'Waktu Anda berhenti. Soal muncul lagi sendiri saat ujian dilanjutkan. Tetap di tempat.',
    'outage-room':
      'Banyak komputer di ruang ini terputus sekaligus. Waktu Anda berhenti. Soal muncul lagi sendiri saat ruang dilanjutkan. Tetap di tempat.',
    'outage-server': 'Waktu Anda berhenti selama server tidak berjalan. Soal segera muncul lagi. Tetap di tempat.',
  } as Record<HoldKind, string>,
  reason: 'Alasan',
  since: (time: string) => `Sejak pukul ${time}`,
  leftStanding: 'Sisa waktu, berhenti',
  standing: 'berhenti',
  resumingLive: 'Waktu masih berhenti dan berjalan lagi setelah server tahu bahwa soal sudah tampil.',

  // The paper
  paperTitle: 'Soal sedang diambil',
  paperHelp: 'Soal muncul sendiri di layar ini begitu lengkap. Tidak ada yang perlu ditekan; tetap di tempat.',
  paperFetching: 'Soal sedang diambil ke komputer ini…',
  paperSealed: 'Soal Anda sudah ada di komputer ini, terkunci sampai ujian dimulai.',
  paperUnreachable:
    'Soal belum dapat diambil dari server. Kami terus mencoba sendiri. Tetap di tempat dan angkat tangan.',
  paperDamaged:
    'Soal yang diterima rusak di perjalanan. Kami mengambilnya lagi sendiri. Tetap di tempat dan angkat tangan.',

  // The queue
  queueTitle: 'Menunggu giliran masuk',
  queuePlace: 'Urutan Anda',

  // Locked
  lockedTitle: 'Layar ini dikunci oleh pengawas',
  lockedHelp: 'Tetap di tempat dan tunggu pengawas. Jawaban yang tersimpan tetap aman.',
  lockedTime: 'Waktu Anda tetap berjalan',

  // Messages
  message: 'Pesan pengawas',
  messageAt: (time: string) => `pukul ${time}`,
  messageMore: (n: number) => `${n} pesan lagi sesudah ini`,

  // Time
  timeDetails: 'Rincian waktu',
  timeDetailsHelp: 'Server yang menghitung waktu; komputer ini hanya menampilkannya.',
  cause: {
    granted: 'Diberikan untuk tes ini',
    accommodation: 'Tambahan untuk Anda (akomodasi)',
    paused: 'Dijeda pengawas, dikembalikan',
    'outage-room': 'Gangguan ruang, dikembalikan',
    'outage-server': 'Gangguan server, dikembalikan',
    added: 'Ditambah oleh pengawas',
    credited: 'Gangguan yang disetujui dua orang',
    reopened: 'Sejak ujian berakhir sampai dibuka kembali',
  } as Record<TimeCause, string>,
  by: (who: string) => `oleh ${who}`,
  approvedBy: (who: string) => `disetujui ${who}`,
  sum: 'Jumlah waktu',
  passed: 'Sudah berlalu sejak mulai',
  remaining: 'Sisa waktu',
  remainingAtEnd: 'Sisa saat selesai',
  openHold: {
    paused: 'Sedang dijeda pengawas',
    'outage-room': 'Ruang sedang terganggu',
    'outage-server': 'Menunggu soal tampil lagi',
  } as Record<HoldKind, string>,
  openHoldHelp: 'waktu berhenti; ditambahkan saat ujian dilanjutkan',
  keysTime: 'rincian waktu',

  // Strip
  spare: (waiting: number) =>
    `Sambungan langsung terputus; jalur cadangan dipakai. ${waiting > 0 ? `${waiting} jawaban sedang dikirim` : 'Semua jawaban ada di server'}.`,
  noted: {
    'focus-lost': 'Layar ujian sempat ditinggalkan. Ini tercatat; teruskan mengerjakan.',
    'focus-back': 'Layar ujian sempat ditinggalkan. Ini tercatat; teruskan mengerjakan.',
    'full-screen-left': 'Layar penuh ditinggalkan. Ini tercatat; teruskan mengerjakan.',
    'full-screen-back': 'Layar penuh kembali. Terima kasih; teruskan mengerjakan.',
    'copy-tried': 'Menyalin tidak tersedia selama ujian. Ini tercatat; teruskan mengerjakan.',
    'paste-tried': 'Menempel tidak tersedia selama ujian. Ini tercatat; teruskan mengerjakan.',
    'print-tried': 'Mencetak tidak tersedia selama ujian. Ini tercatat; teruskan mengerjakan.',
  },
  fullScreenAsked: 'Ujian ini memakai layar penuh.',
  fullScreenBack: 'Kembali ke layar penuh',

  // Identity
  photoAlt: (name: string) => `Foto ${name} dari meja pendaftaran`,
  photoMissing: 'Foto belum dapat ditampilkan. Cocokkan dengan kartu ujian Anda.',

  // Moves
  movingTitle: 'Pengawas diminta menyetujui',
  movingFrom: 'Ujian Anda sekarang berada di',
  stayAway: 'Batal',
  replacedTo: 'Ujian Anda dilanjutkan di',
  endedTitle: 'Sesi masuk di komputer ini berakhir',
  endedHelp:
    'Pengawas mengatur ulang sesi masuk, atau ujian Anda dilanjutkan di tempat lain. Jawaban di server tetap aman. Bila Anda tetap di sini, masuk lagi dengan PIN.',
  placeIs: (room: string, station: string) => `ruang ${room}, meja ${station}`,
  carryTitle: (n: number) => `${n} jawaban di komputer ini belum sampai ke server`,
  carryHelp:
    'Jawaban itu tetap di sini. Simpan sebagai berkas lalu berikan kepada pengawas; hanya server yang dapat membacanya.',
  carryOf: (number: string, n: number) => `${n} jawaban peserta ${number} tertinggal di komputer ini.`,
  carrySave: 'Simpan berkas jawaban',
  carrySaved: 'Berkas sudah disimpan di folder unduhan. Berikan kepada pengawas.',
  carryFailed: 'Berkas belum dapat dibuat karena server tidak terjangkau. Jawaban tetap aman di sini; coba lagi.',
}

export type StationRoomText = typeof id

const en: StationRoomText = {
  heldTitle: {
    paused: 'The proctor has paused the exam',
    'outage-room': 'This room has an outage',
    'outage-server': 'The server had stopped',
  },
  heldHelp: {
    paused: 'Your time stands still. The items come back by themselves when the exam goes on. Stay seated.',
    'outage-room':
      'Many computers of this room lost their connection at once. Your time stands still. The items come back by themselves when the room goes on. Stay seated.',
    'outage-server': 'Your time stood still while the server was down. The items come back soon. Stay seated.',
  },
  reason: 'Reason',
  since: (time) => `Since ${time}`,
  leftStanding: 'Time left, standing still',
  standing: 'standing still',
  resumingLive: 'The time still stands and goes on once the server knows that the item is on the screen.',

  paperTitle: 'Your questions are being fetched',
  paperHelp: 'They appear on this screen by themselves once they are whole. There is nothing to press; stay seated.',
  paperFetching: 'Your questions are being fetched to this computer…',
  paperSealed: 'Your questions are on this computer, locked until the start.',
  paperUnreachable:
    'Your questions cannot be fetched from the server yet. We keep trying by ourselves. Stay seated and raise your hand.',
  paperDamaged:
    'The questions were damaged on the way. We are fetching them again by ourselves. Stay seated and raise your hand.',

  queueTitle: 'Waiting for your turn to sign in',
  queuePlace: 'Your place in the queue',

  lockedTitle: 'The proctor has locked this screen',
  lockedHelp: 'Stay seated and wait for the proctor. Saved responses are safe.',
  lockedTime: 'Your time goes on',

  message: "Proctor's message",
  messageAt: (time) => `at ${time}`,
  messageMore: (n) => `${n} more message${n === 1 ? '' : 's'} after this`,

  timeDetails: 'Time in detail',
  timeDetailsHelp: 'The server keeps the time; this computer only shows it.',
  cause: {
    granted: 'Given for this test',
    accommodation: 'Extra time for you (accommodation)',
    paused: 'Paused by the proctor, given back',
    'outage-room': 'Outage of the room, given back',
    'outage-server': 'Outage of the server, given back',
    added: 'Added by the proctor',
    credited: 'Outage approved by two people',
    reopened: 'From the end of the exam until it was re-opened',
  },
  by: (who) => `by ${who}`,
  approvedBy: (who) => `approved by ${who}`,
  sum: 'All the time',
  passed: 'Passed since the start',
  remaining: 'Time left',
  remainingAtEnd: 'Left at the end',
  openHold: {
    paused: 'Paused by the proctor now',
    'outage-room': 'The room has an outage now',
    'outage-server': 'Waiting until the item is shown again',
  },
  openHoldHelp: 'time stands still; it is added when the exam goes on',
  keysTime: 'time in detail',

  spare: (waiting) =>
    `Direct connection lost; the spare way is in use. ${waiting > 0 ? `${answers(waiting)} on the way` : 'The server has all responses'}.`,
  noted: {
    'focus-lost': 'The exam screen was left. This is written down; go on working.',
    'focus-back': 'The exam screen was left. This is written down; go on working.',
    'full-screen-left': 'Full screen was left. This is written down; go on working.',
    'full-screen-back': 'Full screen is back. Thank you; go on working.',
    'copy-tried': 'Copying is not available during the exam. This is written down; go on working.',
    'paste-tried': 'Pasting is not available during the exam. This is written down; go on working.',
    'print-tried': 'Printing is not available during the exam. This is written down; go on working.',
  },
  fullScreenAsked: 'This exam uses the full screen.',
  fullScreenBack: 'Back to full screen',

  photoAlt: (name) => `Photo of ${name} from the check-in desk`,
  photoMissing: 'The photo cannot be shown yet. Compare with your exam card.',

  movingTitle: 'The proctor was asked to approve',
  movingFrom: 'Your exam is now at',
  stayAway: 'Cancel',
  replacedTo: 'Your exam goes on at',
  endedTitle: 'The sign-in on this computer has ended',
  endedHelp:
    'The proctor reset the sign-in, or your exam goes on at another place. Responses on the server are safe. If you stay here, sign in again with your PIN.',
  placeIs: (room, station) => `room ${room}, station ${station}`,
  carryTitle: (n) => `${answers(n)} on this computer did not reach the server`,
  carryHelp: 'They stay here. Save them as a file and give it to the proctor; only the server can read it.',
  carryOf: (number, n) => `${answers(n)} of candidate ${number} stayed on this computer.`,
  carrySave: 'Save the response file',
  carrySaved: 'The file is in the downloads folder. Give it to the proctor.',
  carryFailed: 'The file cannot be made because the server is not reached. The responses are safe here; try again.',
}

export const stationRoomWords: Words<StationRoomText> = { id, en }
