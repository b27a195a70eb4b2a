import { type FormEvent, type ReactNode, useState } from 'react'
import type { Me } from '../../../server/protocol/http.ts'
import type { StaffRole } from '../../../server/protocol/roles.ts'
import { ask } from '../ask.ts'
import { useText } from '../language.tsx'
import { type Doing, useDoing, useLoad } from '../load.ts'
import { kitText } from '../text/kit.ts'
import { DoingNotice, Field, Notice, Shown } from './kit-basics.tsx'
import { Top } from './kit-top.tsx'

type Staff = NonNullable<Me['staff']>

/** Lets the app through for the right roles; else a form, or a sentence that says whose page this is. */
export function Gate({
  app,
  roles,
  children,
}: {
  app: string
  roles: readonly StaffRole[]
  children: (gate: { staff: Staff; demo: boolean; signOut: () => void; again: () => void }) => ReactNode
}) {
  const { loaded, reload } = useLoad<Me>('/api/me')
  const { doing, run, reset } = useDoing<Me>()
  const signOut = () => {
    reset()
    void ask('POST', '/api/sign-out', {}).then(reload, reload)
  }
  const signIn = (username: string, password: string) =>
    void run('POST', '/api/sign-in', { username, password }).then((me) => (me ? reload() : undefined))
  if (loaded.at !== 'ready') {
    return (
      <div className="k-app">
        <Top title={app} demo={false} />
        <main className="k-main">
          <Shown of={loaded} retry={reload} title={app}>
            {() => null}
          </Shown>
        </main>
      </div>
    )
  }
  const { staff, demo } = loaded.value
  if (!staff) return <SignIn app={app} demo={demo} doing={doing} onSignIn={signIn} />
  if (!roles.includes(staff.role)) return <WrongRole app={app} demo={demo} staff={staff} onSignOut={signOut} />
  return children({ staff, demo, signOut, again: reload })
}

export function SignIn({
  app,
  demo,
  doing,
  onSignIn,
}: {
  app: string
  demo: boolean
  doing: Doing<Me>
  onSignIn: (username: string, password: string) => void
}) {
  const text = useText(kitText)
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (doing.at !== 'sending') onSignIn(username.trim(), password)
  }
  return (
    <div className="k-app">
      <Top title={app} demo={demo} />
      <main className="k-main">
        <form className="k-sign k-panel k-stack" onSubmit={submit}>
          <h1>{text.signInTitle(app.toLowerCase())}</h1>
          <Field label={text.username}>
            <input
              className="k-input"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              value={username}
              onChange={(event) => setUsername(event.target.value)}
            />
          </Field>
          <Field label={text.password}>
            <input
              className="k-input"
              type="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </Field>
          {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
          <button type="submit" className="k-button primary" aria-disabled={doing.at === 'sending'}>
            {text.signIn}
          </button>
          {demo ? (
            <p className="k-small k-soft">
              {text.demoHint} <a href="/">{text.toHome}</a>
            </p>
          ) : null}
        </form>
      </main>
    </div>
  )
}

export function WrongRole({
  app,
  demo,
  staff,
  onSignOut,
}: {
  app: string
  demo: boolean
  staff: Staff
  onSignOut: () => void
}) {
  const text = useText(kitText)
  return (
    <div className="k-app">
      <Top title={app} demo={demo} staff={staff} onSignOut={onSignOut} />
      <main className="k-main">
        <div className="k-sign k-stack">
          <h1>{app}</h1>
          <Notice tone="amber">
            <p className="k-strong">{text.wrongRole(text.roles[staff.role].toLowerCase())}</p>
            <p>{text.wrongRoleAdvice}</p>
          </Notice>
          <p className="k-line">
            <button type="button" className="k-button" onClick={onSignOut}>
              {text.signOut}
            </button>
            <a className="k-button quiet" href="/">
              {text.toHome}
            </a>
          </p>
        </div>
      </main>
    </div>
  )
}
