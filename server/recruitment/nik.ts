/** Sixteen digits: region (6), birth date (6; women +40 on the day), serial (4). */
export const isNik = (nik: string): boolean => {
  if (!/^\d{16}$/.test(nik)) return false
  const day = Number(nik.slice(6, 8)) % 40
  const month = Number(nik.slice(8, 10))
  return day >= 1 && day <= 31 && month >= 1 && month <= 12 && Number(nik.slice(6, 8)) <= 71
}
