/** Indonesian numerals in words, as the first sentence of a berita acara writes its date. */
const UNITS = [
  'nol',
  'satu',
  'dua',
  'tiga',
  'empat',
  'lima',
  'enam',
  'tujuh',
  'delapan',
  'sembilan',
  'sepuluh',
  'sebelas',
]
const DAYS = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu']
const MONTHS = [
  ...['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni'],
  ...['Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'],
]

/**
 * 0 to 9999 in words: 'dua ribu dua puluh enam'.
 * @throws on any other number, which no date has.
 */
export function numberWords(n: number): string {
  if (!Number.isInteger(n) || n < 0 || n > 9999) throw new Error(`bug: no words for ${n}`)
  if (n < UNITS.length) return UNITS[n] as string
  if (n < 20) return `${UNITS[n - 10]} belas`
  if (n < 100) return followed(`${UNITS[Math.floor(n / 10)]} puluh`, n % 10)
  if (n < 200) return followed('seratus', n - 100)
  if (n < 1000) return followed(`${UNITS[Math.floor(n / 100)]} ratus`, n % 100)
  if (n < 2000) return followed('seribu', n - 1000)
  return followed(`${UNITS[Math.floor(n / 1000)]} ribu`, n % 1000)
}
const followed = (head: string, rest: number) => (rest === 0 ? head : `${head} ${numberWords(rest)}`)

/** 'Selasa tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam (24-11-2026)' on the calendar of WIB. */
export function dateInWords(at: number): string {
  const day = new Date(at + 7 * 3600_000)
  const [date, month, year] = [day.getUTCDate(), day.getUTCMonth(), day.getUTCFullYear()]
  const digits = `${String(date).padStart(2, '0')}-${String(month + 1).padStart(2, '0')}-${year}`
  return `${DAYS[day.getUTCDay()]} tanggal ${numberWords(date)} bulan ${MONTHS[month]} tahun ${numberWords(year)} (${digits})`
}
