import type { ReactNode } from 'react'
import type { Me, Welcome } from '../../../server/protocol/http.ts'
import type { StaffRole } from '../../../server/protocol/roles.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing, Loaded } from '../../shared/load.ts'
import { DoingNotice, Notice, Shown } from '../../shared/parts/kit-basics.tsx'
import { SittingState } from '../../shared/parts/kit-sitting-state.tsx'
import { Top } from '../../shared/parts/kit-top.tsx'
import { homeText } from '../../shared/text/home.ts'

/** Where each role works. */
export const PLACES: Record<StaffRole, string> = {
  proctor: '/proctor/',
  committee: '/committee/',
  verifier: '/committee/',
  writer: '/committee/',
  administrator: '/committee/',
}
const ORDER: StaffRole[] = ['proctor', 'committee', 'verifier', 'writer', 'administrator']
const CANDIDATES_SHOWN_MAX = 8

interface Props {
  welcome: Loaded<Welcome>
  doing: Doing<Me>
  onEnter: (role: StaffRole, username: string, password: string) => void
  retry?: () => void
}

/** What this server is, and one card for each person who may come here. */
export function WelcomeScreen({ welcome, doing, onEnter, retry }: Props) {
  const text = useText(homeText)
  const demo = welcome.at === 'ready' && welcome.value.demo
  return (
    <div className="k-app">
      <Top demo={demo} />
      <main className="k-main k-stack">
        <div className="h-intro">
          {welcome.at === 'ready' ? <p className="k-soft k-strong">{welcome.value.organisation}</p> : null}
          <h1>{text.title}</h1>
          <p>{text.what}</p>
        </div>
        <Shown of={welcome} retry={retry}>
          {(value) => <Cards value={value} doing={doing} onEnter={onEnter} />}
        </Shown>
      </main>
    </div>
  )
}

function Cards({ value, doing, onEnter }: { value: Welcome; doing: Doing<Me>; onEnter: Props['onEnter'] }) {
  const text = useText(homeText)
  const { language } = useLanguage()
  return (
    <>
      {value.demo ? (
        <Notice tone="amber">
          <p className="k-strong">{text.demoTitle}</p>
          <p>{text.demoAdvice}</p>
        </Notice>
      ) : null}
      {doing.at === 'refused' || doing.at === 'unreachable' ? <DoingNotice doing={doing} /> : null}
      <h2>{text.choose}</h2>
      <div className="h-cards">
        <Card title={text.vacancies} what={text.vacanciesWhat}>
          <a className="k-button" href={language === 'en' ? '/en/vacancies' : '/lowongan'}>
            {text.vacanciesOpen}
          </a>
        </Card>
        <Card title={text.applicant} what={text.applicantWhat}>
          {value.applicant ? (
            <Account label={text.applicantAddress} name={value.applicant.address} password={value.applicant.password} />
          ) : null}
          <a className="k-button" href="/applicant/">
            {text.applicantOpen}
          </a>
        </Card>
        <CandidateCard value={value} />
        {ORDER.map((role) => (
          <StaffCard key={role} role={role} value={value} sending={doing.at === 'sending'} onEnter={onEnter} />
        ))}
        <Card title={text.board} what={text.boardWhat}>
          <a className="k-button" href="/board/">
            {text.boardOpen}
          </a>
        </Card>
      </div>
      <section className="k-stack-small" aria-labelledby="sittings">
        <h2 id="sittings">{text.running}</h2>
        {value.sittings.length === 0 ? (
          <p className="k-soft">{text.noSittings}</p>
        ) : (
          <ul className="k-plain h-sittings">
            {value.sittings.map((sitting) => (
              <li key={sitting.id}>
                <span>{sitting.name}</span>
                <SittingState state={sitting.state} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <p className="k-small k-soft">{text.version(value.version)}</p>
    </>
  )
}

function Card({
  title,
  what,
  wide = false,
  children,
}: {
  title: string
  what: string
  wide?: boolean
  children: ReactNode
}) {
  return (
    <section className={wide ? 'k-panel h-card wide' : 'k-panel h-card'}>
      <h3>{title}</h3>
      <p className="k-soft">{what}</p>
      {children}
    </section>
  )
}

function Account({ label, name, password }: { label: string; name: string; password: string }) {
  const text = useText(homeText)
  return (
    <dl className="h-account">
      <div>
        <dt>{label}</dt>
        <dd className="k-code">{name}</dd>
      </div>
      <div>
        <dt>{text.password}</dt>
        <dd className="k-code">{password}</dd>
      </div>
    </dl>
  )
}

function StaffCard({
  role,
  value,
  sending,
  onEnter,
}: {
  role: StaffRole
  value: Welcome
  sending: boolean
  onEnter: Props['onEnter']
}) {
  const text = useText(homeText)
  const ready = value.demo ? value.signIns.find((one) => one.role === role) : undefined
  const name = text[role]
  return (
    <Card title={name} what={text[`${role}What`]}>
      {ready ? (
        <>
          <Account label={text.username} name={ready.username} password={ready.password} />
          <button
            type="button"
            className="k-button primary"
            disabled={sending}
            onClick={() => onEnter(role, ready.username, ready.password)}
          >
            {text.enter(name.toLowerCase())}
          </button>
        </>
      ) : (
        <a className="k-button" href={PLACES[role]}>
          {text.open(name.toLowerCase())}
        </a>
      )}
    </Card>
  )
}

function CandidateCard({ value }: { value: Welcome }) {
  const text = useText(homeText)
  const ready = value.candidates.slice(0, CANDIDATES_SHOWN_MAX)
  return (
    <Card title={text.candidate} what={text.candidateWhat} wide={value.demo}>
      {!value.demo ? null : ready.length === 0 ? (
        <p className="k-small">{text.noCandidates}</p>
      ) : (
        <ul className="k-plain h-candidates" aria-label={text.candidateReady}>
          {ready.map((one) => (
            <li key={one.number}>
              <a
                className="k-button"
                href={`/station/?${new URLSearchParams({ number: one.number, pin: one.pin, room: one.room, station: one.station })}`}
              >
                {text.candidateStart(one.name)}
              </a>
              <span className="k-small k-soft">
                <span className="k-code">{one.number}</span> · {text.pin} <span className="k-code">{one.pin}</span>
                <br />
                {text.seat(one.room, one.station)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a className={value.demo ? 'k-button quiet' : 'k-button'} href="/station/">
          {text.candidateOpen}
        </a>
      </p>
    </Card>
  )
}
