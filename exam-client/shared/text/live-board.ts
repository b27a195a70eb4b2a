import type { Words } from '../language.tsx'

const id = {
  closed: 'SESI DITUTUP · hasil sementara',
  closedWhat: 'Sesi sudah ditutup. Hasil ini masih sementara sampai disahkan panitia. Daftar resmi adalah pengumuman.',
  room: 'Ruang',
  allRooms: 'Semua ruang',
  inRoom: (room: string) => `Ruang ${room}`,
  searchNumber: 'Cari nomor peserta',
  noRows: 'Belum ada peserta yang menjawab.',
  noRoom: (room: string) => `Ruang ${room} tidak ada dalam sesi ini.`,
  noRoomAdvice: 'Periksa tautannya, atau lihat semua ruang.',
  withoutNames: 'Nama tidak ditampilkan; panitia memilih nomor peserta saja.',
}

export const liveBoardText: Words<typeof id> = {
  id,
  en: {
    closed: 'SITTING CLOSED · provisional results',
    closedWhat:
      'The sitting is closed. These results are provisional until the committee confirms them. The official list is the publication.',
    room: 'Room',
    allRooms: 'All rooms',
    inRoom: (room) => `Room ${room}`,
    searchNumber: 'Find card number',
    noRows: 'No candidate has answered yet.',
    noRoom: (room) => `There is no room ${room} in this sitting.`,
    noRoomAdvice: 'Check the link, or see all rooms.',
    withoutNames: 'Names are not shown; the committee chose card numbers only.',
  },
}
