import type { Overview } from '../protocol/http.ts'
import type { WindowRow } from '../protocol/objections.ts'

/** What recruitment still has to do before people can apply. */
export interface RecruitmentFacts {
  /** One is open or being prepared. */
  period: boolean
  /** Granted and taken by no vacancy. */
  freePlaces: number
  drafts: number
  /** Name of a draft that is whole and has published vacancies; null: none. */
  periodToOpen: string | null
}
const NO_RECRUITMENT: RecruitmentFacts = { period: false, freePlaces: 0, drafts: 0, periodToOpen: null }

/** "What must I do next?": the main job in its order, said from what is there. Pure. */
export function whatNext(
  facts: Omit<Overview, 'next'>,
  windows: Pick<WindowRow, 'window' | 'daysLeft' | 'undecided' | 'toAnnounce'>[] = [],
  recruitment: RecruitmentFacts = NO_RECRUITMENT,
): Overview['next'] {
  const next: Overview['next'] = []
  const say = (screen: string, id: string, en: string) => next.push({ screen, id, en })
  const { period, freePlaces, drafts, periodToOpen } = recruitment
  if (freePlaces > 0)
    say(
      'vacancies',
      `${freePlaces} tempat sudah ditetapkan dan belum dijadikan formasi.`,
      `${freePlaces} places are granted and not made into vacancies yet.`,
    )
  if (drafts > 0)
    say(
      'vacancies',
      `${drafts} rancangan formasi belum diumumkan.`,
      `${drafts} drafts of vacancies are not published yet.`,
    )
  if (periodToOpen !== null)
    say('periods', `Periode "${periodToOpen}" siap dibuka.`, `The period "${periodToOpen}" is ready to be opened.`)
  if (facts.items === 0) say('banks', 'Impor soal ke bank soal.', 'Import items into a bank.')
  // Where a period is under way, vacancies and candidates come of it and not from sheets.
  if (!period && facts.vacancies === 0) say('vacancies', 'Impor formasi.', 'Import vacancies.')
  else if (!period && facts.candidates === 0) say('candidates', 'Impor peserta.', 'Import candidates.')
  if (facts.items > 0 && facts.tests === 0)
    say('tests', 'Buat kisi-kisi dan setujui ujian.', 'Make a blueprint and approve a test.')
  if (facts.tests > 0 && facts.unseated > 0)
    say(
      'sittings',
      `${facts.unseated} peserta belum punya sesi: jadwalkan.`,
      `${facts.unseated} candidates have no sitting: schedule one.`,
    )
  for (const sitting of facts.sittings) {
    if (sitting.state === 'open')
      say(
        'exams',
        `Sesi "${sitting.name}" sudah dibuka, menunggu dimulai.`,
        `Sitting "${sitting.name}" is open and waits to be started.`,
      )
    if (sitting.state === 'running')
      say(
        'exams',
        `Sesi "${sitting.name}" berlangsung: ${sitting.finished} dari ${sitting.seats} selesai.`,
        `Sitting "${sitting.name}" is running: ${sitting.finished} of ${sitting.seats} finished.`,
      )
  }
  if (facts.publications === 0 && facts.sittings.some((sitting) => sitting.state === 'closed'))
    say(
      'results',
      'Ada sesi yang ditutup: periksa peringkat dan umumkan.',
      'A sitting is closed: check the ranking and publish.',
    )
  for (const { window, daysLeft, undecided, toAnnounce } of windows) {
    if (!window || daysLeft === null) continue
    const by = window.answerBy
    const [left, leftEn] =
      daysLeft < 0
        ? [`TERLAMBAT ${-daysLeft} hari`, `OVERDUE, ${-daysLeft} days`]
        : [`sisa ${daysLeft} hari`, `${daysLeft} days left`]
    if (undecided > 0)
      say(
        'objections',
        `${undecided} sanggah belum diputus, paling lambat ${by} (${left}).`,
        `${undecided} objections are not decided; due by ${by} (${leftEn}).`,
      )
    if (toAnnounce > 0)
      say(
        'publications',
        `${toAnnounce} sanggah diterima belum diikuti pengumuman baru, paling lambat ${by} (${left}).`,
        `${toAnnounce} granted objections are not followed by a new publication; due by ${by} (${leftEn}).`,
      )
  }
  return next
}
