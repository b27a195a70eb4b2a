const ZONES: Record<string, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
}

/** A label for people, never a deadline. A PC that is set to no Indonesian zone shows Jakarta's time. */
export function clockOfDay(ms: number): { time: string; zone: string } {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const timeZone = here in ZONES ? here : 'Asia/Jakarta'
  return {
    time: new Date(ms).toLocaleTimeString('id-ID', { hour12: false, timeZone }).replaceAll('.', ':'),
    zone: ZONES[timeZone] ?? '',
  }
}

/** '09:41:07 WIB' */
export function momentOfDay(ms: number): string {
  const { time, zone } = clockOfDay(ms)
  return `${time} ${zone}`
}
