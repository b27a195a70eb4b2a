import type { SittingPolicy } from '../protocol/policy.ts'

/**
 * What holds where the committee settled nothing. Sources: domain notes A.2, A.3 (order of the steps, PIN until five
 * minutes before the start), A.6 (board), A.8; 1EdTech and peers for the thresholds.
 */
export const DEFAULT_POLICY: SittingPolicy = {
  idleMinutes: 5,
  silentSeconds: 15,
  addMinutesMax: 30,
  returnSeconds: 60,
  roomPause: { on: true, least: 3, resume: 'proctor' },
  moves: 'approved',
  pins: { from: 'list', closeMinutes: 5 },
  checkIn: {
    steps: ['documents', 'belongings', 'photo', 'pin', 'body', 'seat'],
    documents: [
      { id: 'identity', label: 'KTP-el asli / surat keterangan pengganti / KK asli atau legalisir', needed: true },
      { id: 'card', label: 'Kartu peserta seleksi', needed: true },
    ],
    photo: 'required',
  },
  seating: 'plan',
  board: { show: true, names: 'full' },
  fullScreen: true,
  seb: { required: false, configKeys: [], browserExamKeys: [] },
}

/** The policy of a sitting from its stored JSON; what it does not say is the default. */
export function policyOf(stored: string): SittingPolicy {
  const given = JSON.parse(stored) as Partial<SittingPolicy>
  return {
    ...DEFAULT_POLICY,
    ...given,
    roomPause: { ...DEFAULT_POLICY.roomPause, ...given.roomPause },
    pins: { ...DEFAULT_POLICY.pins, ...given.pins },
    checkIn: { ...DEFAULT_POLICY.checkIn, ...given.checkIn },
    board: { ...DEFAULT_POLICY.board, ...given.board },
    seb: { ...DEFAULT_POLICY.seb, ...given.seb },
  }
}
