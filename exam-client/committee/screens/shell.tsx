import { type ReactNode, useEffect, useRef } from 'react'
import type { Me } from '../../../server/protocol/http.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Notice } from '../../shared/parts/kit-basics.tsx'
import { Top } from '../../shared/parts/kit-top.tsx'
import { approvalsText } from '../../shared/text/approvals.ts'
import { committeeText, type ScreenName } from '../../shared/text/committee.ts'

type Staff = NonNullable<Me['staff']>

const COMMITTEE: ScreenName[] = [
  'overview',
  'needs',
  'periods',
  'vacancies',
  'applicants',
  'verification',
  'messages',
  'candidates',
  'banks',
  'rules',
  'tests',
  'venues',
  'sittings',
  'exams',
  'results',
  'rescoring',
  'standings',
  'publications',
  'objections',
  'approvals',
  'privacy',
  'audit',
]
/** The rail in the order of the work; writers and verifiers have one screen, and only an administrator manages accounts. */
export const screensFor = (role: Staff['role']): ScreenName[] =>
  role === 'writer'
    ? ['banks']
    : role === 'verifier'
      ? ['verification']
      : role === 'administrator'
        ? [...COMMITTEE, 'settings']
        : COMMITTEE

export function Shell({
  staff,
  demo,
  screen,
  waiting = 0,
  onSignOut,
  children,
}: {
  staff: Staff
  demo: boolean
  screen: ScreenName
  /** Proposals that this person may approve. */
  waiting?: number
  onSignOut: () => void
  children: ReactNode
}) {
  const text = useText(committeeText)
  const approvals = useText(approvalsText)
  const { language } = useLanguage()
  const rail = useRef<HTMLElement>(null)
  // On a phone the rail is one line that scrolls: the screen one is on must not hide at its end.
  useEffect(() => {
    const here = rail.current?.querySelector<HTMLElement>(`[href="?screen=${screen}"]`)
    if (here) rail.current?.scrollTo({ left: here.offsetLeft - 48 })
  }, [screen])
  return (
    <div className="k-app">
      <Top
        title={staff.role === 'writer' ? text.appWriter : staff.role === 'verifier' ? text.appVerifier : text.app}
        demo={demo}
        staff={staff}
        onSignOut={onSignOut}
      />
      <div className="c-body">
        <nav ref={rail} className="c-rail k-noprint" aria-label={text.rail}>
          <ul className="k-plain">
            {screensFor(staff.role).map((name) => (
              <li key={name}>
                <a href={`?screen=${name}`} aria-current={name === screen ? 'page' : undefined}>
                  {text.screens[name]}
                  {name === 'approvals' && waiting > 0 ? (
                    <span className="c-badge">
                      <span aria-hidden="true">{count(waiting, language)}</span>
                      <span className="sr-only">{approvals.waiting(count(waiting, language))}</span>
                    </span>
                  ) : null}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <main className="c-main k-stack">{children}</main>
      </div>
    </div>
  )
}

/** A screen's title, its actions, and the one line that says what comes next. */
export function Head({
  title,
  back,
  next,
  nextDone = false,
  children,
}: {
  title: ReactNode
  back?: { href: string; title: string }
  next?: ReactNode
  nextDone?: boolean
  children?: ReactNode
}) {
  return (
    <>
      {back ? (
        <p className="k-small k-noprint">
          <a href={back.href}>‹ {back.title}</a>
        </p>
      ) : null}
      <div className="k-line c-head">
        <h1>{title}</h1>
        {children ? <span className="k-line k-push k-noprint">{children}</span> : null}
      </div>
      {next ? <Notice tone={nextDone ? 'ok' : 'accent'}>{next}</Notice> : null}
    </>
  )
}
