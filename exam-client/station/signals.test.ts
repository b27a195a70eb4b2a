import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PageListener } from './page.ts'
import { FOCUS_PATIENCE_MS, NOTED_MS, SAME_TRY_MS, watchSignals } from './signals.ts'
import { nothingTold } from './telling.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function hall() {
  let listener: PageListener | null = null
  let telling = nothingTold('source-one')
  const is = { focused: true, full: null as boolean | null, exam: true, signedIn: true, asked: false }
  const noted: (string | null)[] = []
  const out: boolean[] = []
  let beats = 0
  const signals = watchSignals({
    page: {
      focused: () => is.focused,
      online: () => true,
      whenPainted: () => () => {},
      full: () => is.full,
      goFull: () => {},
      listen: (one) => {
        listener = one
      },
    },
    local: () => Date.now(),
    later: (work, ms) => {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
    signedIn: () => is.signedIn,
    exam: () => is.exam,
    fullAsked: () => is.asked,
    telling: () => telling,
    told: (next) => {
      telling = next
    },
    noted: (kind) => noted.push(kind),
    outOfFull: (on) => out.push(on),
    beat: () => {
      beats += 1
    },
    network: () => {},
  })
  signals.start()
  const page = listener as unknown as PageListener
  return {
    is,
    noted,
    out,
    page,
    beats: () => beats,
    kinds: () => telling.signals.map(({ kind }) => kind),
    focus: (on: boolean) => {
      is.focused = on
      page.focus()
    },
    full: (on: boolean | null) => {
      is.full = on
      page.full()
    },
  }
}

it('tells that the page was left after half a second, and that it is back; a glance is none', () => {
  const { focus, kinds, noted } = hall()
  focus(false)
  vi.advanceTimersByTime(FOCUS_PATIENCE_MS - 1)
  focus(true)
  vi.advanceTimersByTime(FOCUS_PATIENCE_MS)
  expect(kinds()).toEqual([])
  focus(false)
  vi.advanceTimersByTime(FOCUS_PATIENCE_MS)
  expect([kinds(), noted]).toEqual([['focus-lost'], []])
  focus(true)
  expect([kinds(), noted]).toEqual([['focus-lost', 'focus-back'], ['focus-back']])
})

it('tells a page that is left twice over (blur, then hidden) once', () => {
  const { focus, kinds } = hall()
  focus(false)
  vi.advanceTimersByTime(300)
  focus(false)
  vi.advanceTimersByTime(FOCUS_PATIENCE_MS)
  focus(false)
  vi.advanceTimersByTime(FOCUS_PATIENCE_MS)
  expect(kinds()).toEqual(['focus-lost'])
})

it('watches the exam alone: leaving the waiting page only goes into the next sign of life', () => {
  const { is, focus, kinds, beats } = hall()
  is.exam = false
  focus(false)
  vi.advanceTimersByTime(FOCUS_PATIENCE_MS)
  expect([kinds(), beats()]).toEqual([[], 1])
})

it('takes a key that is held down for one try, and tells the candidate for a while', () => {
  const { page, kinds, noted } = hall()
  for (let i = 0; i < 20; i += 1) {
    page.tried('copy-tried')
    vi.advanceTimersByTime(100)
  }
  page.tried('print-tried')
  expect([kinds(), noted]).toEqual([
    ['copy-tried', 'print-tried'],
    ['copy-tried', 'print-tried'],
  ])
  vi.advanceTimersByTime(SAME_TRY_MS + NOTED_MS)
  expect(noted.at(-1)).toBe(null)
  page.tried('copy-tried')
  expect(kinds().length).toBe(3)
})

it('asks for full screen only where the committee does and the browser can', () => {
  const { is, out, full, kinds } = hall()
  full(false)
  is.asked = true
  full(null)
  expect([out, kinds()]).toEqual([[false, false], []])
  full(false)
  expect([out.at(-1), kinds()]).toEqual([true, []])
})

it('tells that full screen was left and is back; one that was left before the exam is told when the exam is seen', () => {
  const { is, full, kinds, out } = hall()
  is.asked = true
  is.exam = false
  full(true)
  full(false)
  expect(kinds()).toEqual([])
  is.exam = true
  full(false)
  expect([kinds(), out.at(-1)]).toEqual([['full-screen-left'], true])
  full(true)
  expect([kinds(), out.at(-1)]).toEqual([['full-screen-left', 'full-screen-back'], false])
})
