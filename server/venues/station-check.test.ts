import { expect, it } from 'vitest'
import { PROTOCOL } from '../protocol/station.ts'
import type { StationCheck, StationFault } from '../protocol/venues.ts'
import { browserName, checkFaults, LIMITS, stationFaults } from './station-check.ts'

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36'
const FIREFOX = 'Mozilla/5.0 (Windows NT 6.1; Win64; x64; rv:115.0) Gecko/20100101 Firefox/115.0'
const fit: StationCheck = {
  ...{ serverMs: 12, clockOffMs: 400, width: 1366, height: 768, storage: true, freeMb: 900, browser: CHROME },
  ...{ protocol: PROTOCOL, fullScreen: true, socket: true },
}

it.each<[string, Partial<StationCheck>, StationFault[]]>([
  ['[VN7] fit', {}, []],
  ['[VN7] 250 ms to the server', { serverMs: 250 }, []],
  ['[VN7] more than 250 ms', { serverMs: 251 }, ['slow']],
  ['[VN7] a minute off, either way', { clockOffMs: -60_000 }, []],
  ['[VN7] more than a minute behind', { clockOffMs: -60_001 }, ['clock']],
  ['[VN7] years ahead', { clockOffMs: 9e11 }, ['clock']],
  ['[VN7] 1024x700', { width: 1024, height: 700 }, []],
  ['[VN7] too narrow', { width: 1023 }, ['screen']],
  ['[VN7] too low', { height: 699 }, ['screen']],
  ['[VN7] no storage', { storage: false, freeMb: null }, ['storage']],
  ['[VN7] storage that does not say how much', { freeMb: null }, []],
  ['[VN7] 20 MB left', { freeMb: 20 }, []],
  ['[VN7] less than 20 MB left', { freeMb: 19.9 }, ['storage']],
  ['[VN7] Chrome 99', { browser: CHROME.replace('109', '99') }, ['browser']],
  ['[VN7] Chrome 100', { browser: CHROME.replace('109', '100') }, []],
  ['[VN7] Firefox 115', { browser: FIREFOX }, []],
  ['[VN7] Firefox 99', { browser: FIREFOX.replaceAll('115', '99') }, ['browser']],
  ['[VN7] something else', { browser: 'Mozilla/5.0 (compatible; MSIE 9.0)' }, ['browser']],
  ['[VN7] no websocket', { socket: false }, ['no-socket']],
  ['[VN7] an old page', { protocol: PROTOCOL - 1 }, ['old-page']],
  ['[VN7] all at once', { serverMs: 900, socket: false, width: 800 }, ['slow', 'screen', 'no-socket']],
])('%s', (_, change, expected) => expect(checkFaults({ ...fit, ...change })).toEqual(expected))

it.each<[string, Parameters<typeof stationFaults>[0], number, StationFault[]]>([
  ['[VN7] no computer', { enrolled: false, check: fit, checkedAt: 5 }, 5, ['not-enrolled']],
  ['[VN7] never checked', { enrolled: true, check: null, checkedAt: null }, 5, ['unchecked']],
  ['[VN7] twelve hours old', { enrolled: true, check: fit, checkedAt: 5 }, 5 + LIMITS.staleMs, []],
  ['[VN7] older', { enrolled: true, check: fit, checkedAt: 5 }, 6 + LIMITS.staleMs, ['stale']],
  [
    '[VN7] old and faulty',
    { enrolled: true, check: { ...fit, storage: false }, checkedAt: 5 },
    6 + LIMITS.staleMs,
    ['stale', 'storage'],
  ],
])('%s', (_, station, now, expected) => expect(stationFaults(station, now)).toEqual(expected))

it('names a browser as people do', () => {
  expect([CHROME, FIREFOX, `${CHROME} Edg/109.0.1`, 'curl/8'].map(browserName)).toEqual([
    'Chromium 109',
    'Firefox 115',
    'Edge 109',
    null,
  ])
})
