import { PROTOCOL } from '../protocol/station.ts'
import type { StationCheck, StationFault } from '../protocol/venues.ts'

/** Whether a computer is fit for a sitting, from what it measured of itself. Pure; rule VN7. */
export const LIMITS = {
  serverMs: 250,
  clockOffMs: 60_000,
  width: 1024,
  height: 700,
  freeMb: 20,
  /** The first that know all that the station page needs; older Windows PCs end at 109. */
  chromium: 100,
  firefox: 100,
  staleMs: 12 * 60 * 60 * 1000,
}

/** What is wrong with a check as it was measured, whenever that was. */
export function checkFaults(check: StationCheck): StationFault[] {
  const faults: StationFault[] = []
  if (check.serverMs > LIMITS.serverMs) faults.push('slow')
  if (Math.abs(check.clockOffMs) > LIMITS.clockOffMs) faults.push('clock')
  if (check.width < LIMITS.width || check.height < LIMITS.height) faults.push('screen')
  if (!check.storage || (check.freeMb !== null && check.freeMb < LIMITS.freeMb)) faults.push('storage')
  if (!browserNewEnough(check.browser)) faults.push('browser')
  if (!check.socket) faults.push('no-socket')
  if (check.protocol !== PROTOCOL) faults.push('old-page')
  return faults
}

/** Everything that keeps a station from being fit now; empty = fit. */
export function stationFaults(
  station: { enrolled: boolean; check: StationCheck | null; checkedAt: number | null },
  now: number,
): StationFault[] {
  if (!station.enrolled) return ['not-enrolled']
  if (!station.check || station.checkedAt === null) return ['unchecked']
  const stale: StationFault[] = now - station.checkedAt > LIMITS.staleMs ? ['stale'] : []
  return [...stale, ...checkFaults(station.check)]
}

/** Name and version of a browser for people, e.g. 'Firefox 115'; null where it is none that we know. */
export function browserName(agent: string): string | null {
  const found = BROWSERS.flatMap(([name, pattern]) => {
    const version = agent.match(pattern)?.[1]
    return version === undefined ? [] : [`${name} ${version}`]
  })
  return found[0] ?? null
}

const BROWSERS: [string, RegExp][] = [
  ['Edge', /\bEdg\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Firefox', /\bFirefox\/(\d+)/],
  ['Chromium', /\b(?:Chrome|Chromium|HeadlessChrome)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari\//],
]

/** Every browser of the Chromium family names its Chrome version; of Safari nothing is promised, so it is not judged fit. */
function browserNewEnough(agent: string): boolean {
  const chromium = agent.match(/\b(?:Chrome|Chromium|HeadlessChrome)\/(\d+)/)?.[1]
  if (chromium !== undefined) return Number(chromium) >= LIMITS.chromium
  const firefox = agent.match(/\bFirefox\/(\d+)/)?.[1]
  return firefox !== undefined && Number(firefox) >= LIMITS.firefox
}
