import type { DeskPerson, DeskRow, DeskSitting, DeskStepDone } from '../../server/protocol/desk.ts'
import type { CheckInStep } from '../../server/protocol/policy.ts'
import { LONG_NAME, nameOf, numberOf } from './staff-fixtures.ts'

/** A morning at the desk: start at 08.00 WIB, closing at 07.55.00; the same at each look. */
export const CLOSES = Date.parse('2025-11-24T00:55:00Z')
export const EARLY = CLOSES - 47 * 60_000 - 53_000
export const SOON = CLOSES - 4 * 60_000 - 9_000
export const AFTER = CLOSES + 90_000

const STEPS: CheckInStep[] = ['documents', 'belongings', 'photo', 'pin', 'body', 'seat']

export const deskSitting = (change: Partial<DeskSitting> = {}): DeskSitting => ({
  sitting: {
    id: 'sitting-1',
    name: 'SKD CPNS 2024 · Sesi 2',
    venue: 'BKN Kantor Regional I Yogyakarta',
    startsAt: CLOSES + 5 * 60_000,
    state: 'open',
  },
  wallNow: EARLY,
  closesAt: CLOSES,
  steps: STEPS,
  documents: [
    { id: 'identity', label: 'KTP-el asli / surat keterangan pengganti / KK asli atau legalisir', needed: true },
    { id: 'card', label: 'Kartu peserta seleksi', needed: true },
    { id: 'health', label: 'Surat keterangan sehat (bila diminta)', needed: false },
  ],
  photo: 'required',
  seating: 'plan',
  lottery: null,
  counts: { expected: 23, arrived: 4, admitted: 31, refused: 2 },
  ...change,
})

export const LOTTERY: DeskSitting['lottery'] = {
  commitment: '5f2c0a9d1b7e44c8a3d6f0e19b28c7754d3e6fa1c0b98d72e4f513a6078bd2ce',
  seed: null,
}

const done = (steps: number): DeskStepDone[] =>
  STEPS.slice(0, steps).map((step, n) => ({
    step,
    at: EARLY - (steps - n) * 40_000,
    by: 'petugas-2',
    note: step === 'documents' ? 'KTP-el asli; Kartu peserta seleksi' : '',
  }))

/** The person after so many steps of the settled order. */
export const deskPerson = (steps: number, change: Partial<DeskPerson> = {}): DeskPerson => ({
  candidate: 'c7',
  number: numberOf(7),
  name: nameOf(7),
  nikMasked: '3404••••••••0007',
  vacancy: 'Analis Kepegawaian Ahli Pertama',
  unit: 'Biro Sumber Daya Manusia',
  accommodation: null,
  seat: { venue: 'BKN Kantor Regional I Yogyakarta', room: 'Lab B', station: '04' },
  version: steps,
  state: steps === 0 ? 'expected' : steps === STEPS.length ? 'admitted' : 'arrived',
  done: done(steps),
  next: STEPS[steps] ?? null,
  refusal: null,
  photo: null,
  scannedAs: 'signed',
  pinIssued: steps > 3,
  ...change,
})

export const longPerson = (steps: number): DeskPerson =>
  deskPerson(steps, {
    name: LONG_NAME,
    accommodation: 'netra: waktu tambahan 30 menit',
    scannedAs: 'number',
    vacancy: 'Pranata Laboratorium Pendidikan Terampil, Penyandang Disabilitas',
  })

const MIX: DeskRow['state'][] = ['admitted', 'expected', 'admitted', 'arrived', 'expected', 'admitted', 'refused']
export const deskRows = (size: number): DeskRow[] =>
  Array.from({ length: size }, (_, n) => {
    const state = MIX[n % MIX.length] ?? 'expected'
    return {
      candidate: `c${n}`,
      number: numberOf(n),
      name: nameOf(n),
      room: n % 2 === 0 ? 'A' : 'Lab B',
      station: String(Math.floor(n / 2) + 1).padStart(2, '0'),
      state,
      at: state === 'expected' ? null : EARLY - n * 31_000,
    }
  })

/** A drawn stand-in for a photo: nobody’s face. */
export const PICTURE = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 40"><path fill="#c9d3cf" d="M0 0h30v40H0z"/><path fill="#47544f" d="M15 8a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM4 40c0-10 5-16 11-16s11 6 11 16z"/></svg>',
)}`
