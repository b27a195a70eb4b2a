import { type ReactNode, useState } from 'react'
import { type Refusal, sentence } from '../../../server/protocol/refusals.ts'
import { useLanguage, useText } from '../language.tsx'
import type { Doing, Loaded } from '../load.ts'
import { kitText } from '../text/kit.ts'
import { Shape, type ShapeName } from './kit-shapes.tsx'

export type Tone = 'plain' | 'ok' | 'amber' | 'danger' | 'accent' | 'soft'

/** A state: a shape, a word, and only then a colour. */
export function Mark({ shape, tone = 'plain', children }: { shape: ShapeName; tone?: Tone; children: ReactNode }) {
  return (
    <span className={`k-mark ${tone}`}>
      <Shape name={shape} size={14} />
      {children}
    </span>
  )
}

const NOTICE_SHAPES: Record<Tone, ShapeName> = {
  plain: 'info',
  soft: 'info',
  ok: 'check',
  amber: 'triangle',
  danger: 'cross',
  accent: 'info',
}

/** Says what happened, what is safe, and what to do next. */
export function Notice({
  tone = 'plain',
  live = false,
  children,
}: {
  tone?: Tone
  live?: boolean
  children: ReactNode
}) {
  return (
    <div className={`k-notice ${tone}`} role={live ? (tone === 'danger' ? 'alert' : 'status') : undefined}>
      <Shape name={NOTICE_SHAPES[tone]} />
      <div>{children}</div>
    </div>
  )
}

export function Empty({
  title,
  page = false,
  children,
}: {
  title: string /** It is all there is on the page, so its title is the page's. */
  page?: boolean
  children?: ReactNode
}) {
  return (
    <div className="k-empty">
      {page ? <h1>{title}</h1> : <p className="k-strong">{title}</p>}
      {children ? <div>{children}</div> : null}
    </div>
  )
}

/** A refusal as a sentence; a state in it is said in the screen's word, not in the code's. */
export function useSay(): (why: Refusal) => string {
  const { language } = useLanguage()
  const { states } = useText(kitText)
  return (why) => {
    const state = why.detail?.['state']
    const known = state !== undefined && state in states ? states[state as keyof typeof states] : null
    return sentence(known === null ? why : { ...why, detail: { ...why.detail, state: known } }, language)
  }
}

export function RefusalNotice({ why, children }: { why: Refusal; children?: ReactNode }) {
  const say = useSay()
  return (
    <Notice tone="danger" live>
      <p>{say(why)}</p>
      {children}
    </Notice>
  )
}

/** Shows a loaded value, or in plain words why there is none. */
export function Shown<Value>({
  of,
  retry,
  title,
  children,
}: {
  of: Loaded<Value>
  retry?: () => void /** The page's title, shown while the page itself is not there. */
  title?: string
  children: (value: Value) => ReactNode
}) {
  if (of.at === 'ready') return children(of.value)
  return (
    <>
      {title ? <h1>{title}</h1> : null}
      <NotReady of={of} retry={retry} />
    </>
  )
}

function NotReady({ of, retry }: { of: Exclude<Loaded<unknown>, { at: 'ready' }>; retry?: () => void }) {
  const text = useText(kitText)
  if (of.at === 'loading')
    return (
      <p className="k-empty" role="status">
        {text.loading}
      </p>
    )
  if (of.at === 'refused')
    return (
      <RefusalNotice why={of.why}>
        {of.why.refused === 'sign-in-needed' ? (
          <p>
            <button type="button" className="k-button small" onClick={() => location.reload()}>
              {text.signIn}
            </button>
          </p>
        ) : null}
      </RefusalNotice>
    )
  return (
    <Notice tone="danger" live>
      <p className="k-strong">{text.unreachable}</p>
      <p>{text.unreachableAdvice}</p>
      {retry ? (
        <p>
          <button type="button" className="k-button small" onClick={retry}>
            {text.tryAgain}
          </button>
        </p>
      ) : null}
    </Notice>
  )
}

/** Where a request stands: sending, sending again, done, refused and why. */
export function DoingNotice<Reply>({ doing, done }: { doing: Doing<Reply>; done?: (reply: Reply) => ReactNode }) {
  const text = useText(kitText)
  if (doing.at === 'idle') return null
  if (doing.at === 'sending')
    return (
      <Notice live tone={doing.tries > 1 ? 'amber' : 'plain'}>
        {doing.tries > 1 ? text.sendingAgain(doing.tries) : text.sending}
      </Notice>
    )
  if (doing.at === 'refused') return <RefusalNotice why={doing.why} />
  if (doing.at === 'unreachable')
    return (
      <Notice tone="danger" live>
        <p className="k-strong">{text.unreachable}</p>
        <p>{text.unreachableAdvice}</p>
      </Notice>
    )
  return (
    <Notice tone="ok" live>
      {done ? done(doing.reply) : text.done}
    </Notice>
  )
}

export function Bar({ value, max, label }: { value: number; max: number; label: string }) {
  const part = max > 0 ? Math.min(1, value / max) : 0
  return (
    <span className="k-bar" role="img" aria-label={label}>
      <i style={{ transform: `scaleX(${part})` }} />
    </span>
  )
}

export function Facts({ of }: { of: { name: string; value: ReactNode; text?: boolean }[] }) {
  return (
    <dl className="k-facts">
      {of.map((fact) => (
        <div key={fact.name}>
          <dt>{fact.name}</dt>
          <dd className={fact.text ? 'text' : undefined}>{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}

export function Field({ label, hint, children }: { label: string; hint?: ReactNode; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className="k-field">
      <span>{label}</span>
      {children}
      {hint ? <small>{hint}</small> : null}
    </label>
  )
}

/** A native select: the keyboard and a phone know it best. */
export function Choice({
  label,
  value,
  options,
  onChange,
  all,
}: {
  label: string
  value: string
  options: { value: string; title: string }[]
  onChange: (value: string) => void
  all?: string
}) {
  return (
    <Field label={label}>
      <select className="k-input" value={value} onChange={(event) => onChange(event.target.value)}>
        {all === undefined ? null : <option value="">{all}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.title}
          </option>
        ))}
      </select>
    </Field>
  )
}

export function CopyButton({ value, label }: { value: string; label: string }) {
  const text = useText(kitText)
  const [state, setState] = useState<'ready' | 'copied' | 'failed'>('ready')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value)
      setState('copied')
    } catch {
      setState('failed') // no clipboard over plain http: the text is on the page to select
    }
  }
  return (
    <button
      type="button"
      className="k-button small quiet"
      onClick={() => void copy()}
      aria-label={`${text.copy} ${label}`}
      onBlur={() => setState('ready')}
    >
      <span aria-live="polite">
        {state === 'copied' ? text.copied : state === 'failed' ? text.copyFailed : text.copy}
      </span>
    </button>
  )
}
