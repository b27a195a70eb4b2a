import { type FormEvent, useState } from 'react'
import type { CodeSent, NewAccount } from '../../../server/protocol/applications.ts'
import {
  bareDigits,
  birthProblem,
  type FieldProblem,
  kkProblem,
  nameProblem,
  nikProblem,
  passwordProblem,
} from '../../../server/protocol/identity.ts'
import type { Refusal } from '../../../server/protocol/refusal.ts'
import { useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Notice } from '../../shared/parts/kit-basics.tsx'
import { applicantText } from '../../shared/text/applicant.ts'
import { AField, PasswordField } from './parts.tsx'

export type TypedAccount = Omit<NewAccount, 'gender' | 'language'> & { gender: 'female' | 'male' | '' }
export const EMPTY_ACCOUNT: TypedAccount = {
  ...{ name: '', nik: '', kk: '', birthDate: '', gender: '', address: '', password: '', regionConfirmed: false },
}
type Field = 'name' | 'nik' | 'kk' | 'birthDate' | 'gender' | 'address' | 'password'

/** What the server said of a field, until it is changed. */
export function saidOf(doing: Doing<unknown>, field: string): FieldProblem | null {
  if (doing.at !== 'refused' || doing.why.refused !== 'form-wrong') return null
  const { detail = {} } = doing.why as Refusal
  const id = detail[`field ${field}`]
  return id === undefined ? null : { id, en: detail[`field ${field}:en`] ?? id }
}

/** Everything that makes an account, on one page: a phone scrolls, and nothing is lost by going back. */
export function RegisterScreen({
  typed,
  today,
  vacancy,
  doing,
  onType,
  onSend,
}: {
  typed: TypedAccount
  today: string
  vacancy: string | null
  doing: Doing<CodeSent>
  onType: (change: Partial<TypedAccount>) => void
  onSend: () => void
}) {
  const text = useText(applicantText)
  /** Fields that were left once: nobody is told off while still typing. */
  const [left, setLeft] = useState<Set<Field>>(new Set())
  const [changed, setChanged] = useState<Set<Field>>(new Set())
  const own: Record<Field, FieldProblem | null> = {
    name: nameProblem(typed.name),
    birthDate: birthProblem(typed.birthDate, today),
    gender: null,
    nik: nikProblem(typed.nik, birthProblem(typed.birthDate, today) ? null : typed.birthDate, typed.gender || null),
    kk: kkProblem(typed.kk),
    address: null,
    password: passwordProblem(typed.password),
  }
  const problem = (field: Field) =>
    (left.has(field) && typed[field] !== '' ? own[field] : null) ?? (changed.has(field) ? null : saidOf(doing, field))
  const field = (name: Field) => ({
    onBlur: () => setLeft((now) => new Set(now).add(name)),
    onChange: (event: { target: { value: string } }) => {
      setChanged((now) => new Set(now).add(name))
      onType({ [name]: event.target.value })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (doing.at === 'sending') return
    setLeft(new Set(['name', 'nik', 'kk', 'birthDate', 'gender', 'address', 'password']))
    setChanged(new Set())
    onSend()
  }
  const formWrong = doing.at === 'refused' && doing.why.refused === 'form-wrong'
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <div>
        <h1>{text.registerTitle}</h1>
        <p className="k-soft">{text.registerLead}</p>
      </div>
      <fieldset className="k-group k-stack">
        <legend>{text.whoAreYou}</legend>
        <AField label={text.name} hint={text.nameHint} problem={problem('name')}>
          {(props) => (
            <input
              {...props}
              className="k-input"
              autoComplete="name"
              maxLength={150}
              value={typed.name}
              {...field('name')}
            />
          )}
        </AField>
        <AField label={text.birthDate} problem={problem('birthDate')}>
          {(props) => (
            <input
              {...props}
              className="k-input a-date"
              type="date"
              autoComplete="bday"
              min="1920-01-01"
              max={today}
              value={typed.birthDate}
              {...field('birthDate')}
            />
          )}
        </AField>
        <AField label={text.gender} problem={problem('gender')}>
          {(props) => (
            <select {...props} className="k-input" value={typed.gender} {...field('gender')}>
              <option value="">…</option>
              <option value="female">{text.female}</option>
              <option value="male">{text.male}</option>
            </select>
          )}
        </AField>
        <AField label={text.nik} hint={text.digitsHint(bareDigits(typed.nik).length)} problem={problem('nik')}>
          {(props) => (
            <input
              {...props}
              className="k-input k-num"
              inputMode="numeric"
              autoComplete="off"
              maxLength={24}
              value={typed.nik}
              {...field('nik')}
            />
          )}
        </AField>
        {(own.nik === null && saidOf(doing, 'nik')) || typed.regionConfirmed ? (
          <label className="k-check">
            <input
              type="checkbox"
              checked={typed.regionConfirmed}
              onChange={(event) => onType({ regionConfirmed: event.target.checked })}
            />
            {text.regionConfirm}
          </label>
        ) : null}
        <AField label={text.kk} hint={text.digitsHint(bareDigits(typed.kk).length)} problem={problem('kk')}>
          {(props) => (
            <input
              {...props}
              className="k-input k-num"
              inputMode="numeric"
              autoComplete="off"
              maxLength={24}
              value={typed.kk}
              {...field('kk')}
            />
          )}
        </AField>
      </fieldset>
      <fieldset className="k-group k-stack">
        <legend>{text.howToReach}</legend>
        <AField label={text.address} hint={text.addressHint} problem={problem('address')}>
          {(props) => (
            <input
              {...props}
              className="k-input"
              autoComplete="email"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={254}
              value={typed.address}
              {...field('address')}
            />
          )}
        </AField>
        <PasswordField
          fresh
          label={text.password}
          hint={text.passwordHint}
          value={typed.password}
          problem={problem('password')}
          onChange={(password) => {
            setChanged((now) => new Set(now).add('password'))
            onType({ password })
          }}
        />
      </fieldset>
      <details className="k-panel" open>
        <summary className="k-strong">{text.privacyTitle}</summary>
        <p className="k-small">{text.privacy}</p>
      </details>
      {formWrong ? (
        <Notice tone="danger" live>
          {text.mend} {fieldsWrong(doing, text)}
        </Notice>
      ) : doing.at === 'done' ? null : (
        <DoingNotice doing={doing} />
      )}
      <p className="k-line">
        <button type="submit" className="k-button primary a-wide" aria-disabled={doing.at === 'sending'}>
          {text.sendCode}
        </button>
        <a href={vacancy ? `?vacancy=${encodeURIComponent(vacancy)}` : '?'}>{text.backToSignIn}</a>
      </p>
    </form>
  )
}

/** Names of the fields that the server found wrong; their sentences stand at the fields. */
function fieldsWrong(doing: Doing<unknown>, text: Record<Field, string>): string {
  const fields: Field[] = ['name', 'birthDate', 'gender', 'nik', 'kk', 'address', 'password']
  return `${fields
    .filter((one) => saidOf(doing, one))
    .map((one) => text[one])
    .join(', ')}.`
}
