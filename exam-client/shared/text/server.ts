import type { Words } from '../language.tsx'

/** How the server itself is doing. */
const id = {
  title: 'Server',
  well: 'Baik',
  notReady: 'Tidak siap',
  busy: 'Sibuk',
  diskLow: 'Disk hampir penuh',
  diskFull: 'Disk penuh',
  unknown: 'Keadaan server tidak diketahui',
  unknownAdvice: 'Halaman ini tidak mendapat kabar dari server. Periksa sambungan; kami bertanya lagi sendiri.',
  diskLowAdvice:
    'Jawaban tetap tersimpan dari cadangan ruang. Unggahan, foto, dan ekspor ditolak sampai disk dikosongkan.',
  busyAdvice: (waiting: string, perSecond: string) =>
    `${waiting} peserta antre untuk masuk, ${perSecond} orang dilayani tiap detik. Yang sedang mengerjakan tidak terganggu.`,
  delayAdvice: 'Server terlambat menanggapi. Tutup ekspor atau tugas berat yang sedang berjalan.',
  stations: 'Stasiun tersambung',
  waiting: 'Antre masuk',
  delay: 'Keterlambatan',
  depth: 'Menunggu disk',
  free: 'Ruang disk',
  reserve: 'Cadangan untuk jawaban',
  ms: (n: string) => `${n} md`,
  of: (some: string, all: string) => `${some} dari ${all}`,
  notWatched: 'tidak dipantau',
}

export const serverText: Words<typeof id> = {
  id,
  en: {
    title: 'Server',
    well: 'Well',
    notReady: 'Not ready',
    busy: 'Busy',
    diskLow: 'Disk nearly full',
    diskFull: 'Disk full',
    unknown: 'The state of the server is not known',
    unknownAdvice: 'This page hears nothing from the server. Check the connection; we ask again by ourselves.',
    diskLowAdvice:
      'Responses are still saved, from the reserve. Uploads, photos and exports are refused until there is room on the disk.',
    busyAdvice: (waiting, perSecond) =>
      `${waiting} candidates wait to sign in, ${perSecond} are served each second. Those at work are not disturbed.`,
    delayAdvice: 'The server answers late. Close exports or other heavy work that is under way.',
    stations: 'Stations connected',
    waiting: 'Waiting to sign in',
    delay: 'Delay',
    depth: 'Waiting for the disk',
    free: 'Disk space',
    reserve: 'Reserve for responses',
    ms: (n) => `${n} ms`,
    of: (some, all) => `${some} of ${all}`,
    notWatched: 'not watched',
  },
}
