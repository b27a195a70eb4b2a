import { useCallback, useEffect, useRef, useState } from 'react'
import { isRefusal } from '../../server/protocol/refusal.ts'
import type { Check, DeskCase, DeskPerson, DeskTask, Lease, Verdict } from '../../server/protocol/verification.ts'
import { ask, Unreachable } from '../shared/ask.ts'
import { useText } from '../shared/language.tsx'
import { useDoing } from '../shared/load.ts'
import { Notice } from '../shared/parts/kit-basics.tsx'
import { verificationText } from '../shared/text/verification.ts'
import { decisionsOf, judgingOf, standing } from './judging.ts'
import { Head } from './screens/shell.tsx'
import { CaseScreen } from './screens/verification-case.tsx'
import { CheckEnd, DecideEnd, LeaveButtons } from './screens/verification-end.tsx'

/** From the last activity, as the server keeps it. */
const LEASE_MS = 10 * 60_000
const RENEW_MS = 60_000
const TICK_MS = 15_000

/** The application in hand: kept by activity, ended by a decision, a second look, or by giving it back. */
export function CasePart({
  file,
  note,
  onDone,
}: {
  file: DeskCase
  /** What was done with the one before. */
  note: string | null
  /** `task`: what to take next; null: back to the desk. */
  onDone: (said: string | null, task: DeskTask | null) => Promise<void>
}) {
  const text = useText(verificationText)
  const [judging, setJudging] = useState(() => judgingOf(file))
  const decide = useDoing<{ verdict: Verdict }>()
  const check = useDoing<{ outcome: Check['outcome'] }>()
  const leave = useDoing<{ given: true }>()
  const unmask = useDoing<DeskPerson>()
  const { lease, number, requirements, rounds } = file
  const path = `/api/verification/cases/${encodeURIComponent(lease.application)}`
  const { minutes, lost } = useLease(path, lease)
  const ready = standing(judging, requirements).ready

  const send = async () => {
    if (!ready || decide.doing.at === 'sending') return
    const decisions = decisionsOf(judging, requirements)
    const reply = await decide.run('POST', `${path}/decision`, { fence: lease.fence, decisions })
    if (reply) await onDone(text.home.decided(number, text.verdicts[reply.verdict]), 'decide')
  }
  const look = async (outcome: Check['outcome'], words: string) => {
    const reply = await check.run('POST', `${path}/check`, { fence: lease.fence, outcome, note: words })
    if (reply) await onDone((outcome === 'confirmed' ? text.home.confirmed : text.home.returned)(number), 'check')
  }
  const letGo = async (own: boolean) => {
    if (await leave.run('POST', `${path}/return`, { fence: lease.fence, own }))
      await onDone(text.home.givenBack(number), null)
  }

  const refused = [decide.doing, check.doing, leave.doing].some(
    (one) => one.at === 'refused' && one.why.refused === 'lease-lost',
  )
  if (lost || refused)
    return (
      <>
        <Head title={text.desk.title(number)} />
        <Notice tone="danger" live>
          <p className="k-strong">{text.desk.lost}</p>
          <p>
            <button type="button" className="k-button" onClick={() => void onDone(null, null)}>
              {text.desk.back}
            </button>
          </p>
        </Notice>
      </>
    )
  return (
    <>
      {note ? (
        <Notice tone="ok" live>
          {note}
        </Notice>
      ) : null}
      <CaseScreen
        file={file}
        judging={judging}
        minutes={minutes}
        person={unmask.doing.at === 'done' ? unmask.doing.reply : file.person}
        unmasking={unmask.doing}
        end={
          lease.task === 'decide' ? (
            <DecideEnd
              judging={judging}
              requirements={requirements}
              doing={decide.doing}
              onDecide={() => void send()}
            />
          ) : (
            <CheckEnd
              verdict={rounds.at(-1)?.verdict ?? 'MS'}
              doing={check.doing}
              onCheck={(outcome, words) => void look(outcome, words)}
            />
          )
        }
        leave={<LeaveButtons sending={leave.doing.at === 'sending'} onLeave={(own) => void letGo(own)} />}
        onJudge={setJudging}
        onUnmask={(purpose) => void unmask.run('POST', `${path}/unmasking`, { purpose })}
        onDecide={() => void send()}
      />
    </>
  )
}

/** Renews the lease when its officer does something, at most once a minute; `lost` once another has it. */
function useLease(path: string, lease: Lease): { minutes: number; lost: boolean } {
  // The server's clock may differ from this PC's: ten minutes are counted from when the reply came.
  const [endsAt, setEndsAt] = useState(() => Date.now() + LEASE_MS)
  const [now, setNow] = useState(() => Date.now())
  const [lost, setLost] = useState(false)
  const renewedAt = useRef(Date.now())
  const renew = useCallback(async () => {
    if (Date.now() - renewedAt.current < RENEW_MS) return
    renewedAt.current = Date.now()
    try {
      const reply = await ask<Lease>('POST', `${path}/renewal`, { fence: lease.fence })
      if (isRefusal(reply)) setLost(reply.refused === 'lease-lost')
      else setEndsAt(Date.now() + LEASE_MS)
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
    }
  }, [path, lease.fence])
  useEffect(() => {
    const heard = () => void renew()
    addEventListener('keydown', heard)
    addEventListener('pointerdown', heard)
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => {
      removeEventListener('keydown', heard)
      removeEventListener('pointerdown', heard)
      clearInterval(timer)
    }
  }, [renew])
  return { minutes: Math.max(0, Math.ceil((endsAt - Math.max(now, renewedAt.current)) / 60_000)), lost }
}
