import type { WallMs } from '../protocol/ids.ts'
import type { SittingPolicy } from '../protocol/policy.ts'

/** When PINs are given. Source: domain notes A.3, "ditutup 5 (lima) menit sebelum jadwal seleksi dimulai". Pure. */

/** The moment from which on no PIN is given and nobody is let in any more, on the wall clock. */
export const closingMoment = (startsAt: WallMs, { pins }: Pick<SittingPolicy, 'pins'>): WallMs =>
  startsAt - pins.closeMinutes * 60_000

/** Strictly before the closing moment: 07.54.59 for a start at 08.00, and 07.55.00 no more. */
export const pinsOpen = (now: WallMs, startsAt: WallMs, policy: Pick<SittingPolicy, 'pins'>): boolean =>
  now < closingMoment(startsAt, policy)

const MOMENT = new Intl.DateTimeFormat('id-ID', {
  day: 'numeric',
  month: 'numeric',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Asia/Jakarta',
})

/** A moment for a refusal in either language: '24/11/2026, 07.55 WIB'. */
export const momentWords = (at: WallMs): string => `${MOMENT.format(at)} WIB`

/** Where the desk has somebody, as far as her PIN is concerned. */
export interface AtDesk {
  state: 'arrived' | 'admitted' | 'refused'
  /** The desk gave her PIN in time. */
  pinGiven: boolean
}

/**
 * Why this candidate gets no PIN from the room's console, or null. A lost PIN of somebody who was let in, or who has
 * begun, is replaced at any time; everybody else gets one before the closing moment or never, and where the desk gives
 * them, at the desk.
 */
export function pinWithheld(
  who: { begun: boolean; desk: AtDesk | null },
  now: WallMs,
  startsAt: WallMs,
  policy: Pick<SittingPolicy, 'pins'>,
): 'refused-at-desk' | 'pins-at-desk' | 'pin-closed' | null {
  if (who.desk?.state === 'refused') return 'refused-at-desk'
  if (who.begun || who.desk?.state === 'admitted' || who.desk?.pinGiven) return null
  if (!pinsOpen(now, startsAt, policy)) return 'pin-closed'
  return policy.pins.from === 'desk' ? 'pins-at-desk' : null
}
