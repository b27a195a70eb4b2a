import { useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { StationApi } from '../shared/station-api.ts'
import { useLook } from './look.ts'
import type { ExamActs } from './parts/exam-frame.tsx'
import { placeFromAddress, prefillFromAddress } from './place.ts'
import type { Station } from './run-station.ts'
import { FinishScreen } from './screens/finish.tsx'
import { IdentityScreen } from './screens/identity.tsx'
import { ItemScreen } from './screens/item.tsx'
import { PausedScreen } from './screens/paused.tsx'
import { ReviewScreen } from './screens/review.tsx'
import { RulesScreen } from './screens/rules.tsx'
import { SignInScreen } from './screens/sign-in.tsx'
import { InUseScreen, LoadingScreen, SecondTabScreen, StoppedScreen, UnreachableScreen } from './screens/stopped.tsx'
import { WaitingScreen } from './screens/waiting.tsx'
import { useHealth } from './use-health.ts'

/** Chooses the screen for the state. Every branch is a pure screen that the gallery shows too. */
export function App({ station, api }: { station: Station; api: StationApi }) {
  const state = useSyncExternalStore(station.subscribe, station.state)
  const look = useLook()
  const [place] = useState(placeFromAddress)
  const [prefill] = useState(prefillFromAddress)
  const [rulesAgain, setRulesAgain] = useState(false)
  const [identified, setIdentified] = useState(false)
  const health = useHealth(api, station.clock, state.stage.at === 'sign-in', state.storageSafe)
  const wallNow = useWallNow(station, state.view)
  const acts = useMemo<ExamActs>(
    () => ({
      choose: station.choose,
      flag: station.flag,
      go: station.go,
      review: station.review,
      finish: station.finish,
      readNotice: station.dismissNotice,
      readRefusal: station.dismissRefusal,
    }),
    [station],
  )
  const leave = (called: boolean) => {
    look.reset()
    setRulesAgain(false)
    setIdentified(false)
    station.signOut(called)
  }

  switch (state.stage.at) {
    case 'loading':
      return <LoadingScreen look={look} />
    case 'second-tab':
      return <SecondTabScreen look={look} free={state.stage.free} onUse={station.takeTab} />
    case 'unreachable':
      return <UnreachableScreen look={look} onRetry={station.retry} />
    case 'in-use':
      return <InUseScreen look={look} refusal={state.stage.refusal} onRetry={station.retry} />
    case 'stopped':
      return (
        <StoppedScreen
          look={look}
          refusal={state.stage.refusal}
          onSignIn={() => leave(false)}
          onReload={() => location.reload()}
        />
      )
    case 'sign-in': {
      const { busy, refusal, called } = state.stage
      return (
        <SignInScreen
          look={look}
          place={place}
          prefill={prefill}
          busy={busy}
          refusal={refusal}
          called={called}
          health={health}
          onSignIn={(number, pin) => station.signIn(number, pin, place)}
        />
      )
    }
    case 'signed-in':
      break
  }
  const view = state.view
  if (!view) return <LoadingScreen look={look} />
  const phase = view.phase
  switch (phase.at) {
    case 'identify':
      // In a sitting that runs, confirming starts the time: rules and tutorial come before it, at nobody's cost.
      if (phase.running && identified && state.confirming === 'no' && state.refusal === null)
        return <RulesScreen look={look} view={view} startsNow onReady={station.confirm} />
      return (
        <IdentityScreen
          look={look}
          view={view}
          confirming={state.confirming}
          refusal={state.refusal}
          onConfirm={phase.running && !identified ? () => setIdentified(true) : station.confirm}
          onDeny={() => leave(true)}
        />
      )
    case 'waiting':
      return !state.ready || rulesAgain ? (
        <RulesScreen
          look={look}
          view={view}
          onReady={() => {
            setRulesAgain(false)
            station.ready()
          }}
        />
      ) : (
        <WaitingScreen
          look={look}
          view={view}
          connected={state.connected}
          wallNow={wallNow}
          onRules={() => setRulesAgain(true)}
        />
      )
    case 'working':
      if (phase.paused)
        return <PausedScreen look={look} view={view} leftMs={phase.pausedLeftMs} state={state} notice={state.notice} />
      return state.reviewing ? (
        <ReviewScreen state={state} look={look} now={station.clock.now} acts={acts} />
      ) : (
        <ItemScreen state={state} look={look} now={station.clock.now} acts={acts} />
      )
    case 'finished':
      return <FinishScreen look={look} view={view} phase={phase} onLeave={() => leave(false)} />
  }
}

/** The server's wall clock for show: what it said with the view, moved on by its own exam clock. */
function useWallNow(station: Station, view: ReturnType<Station['state']>['view']): () => number {
  const latest = useRef(view)
  latest.current = view
  return useMemo(
    () => () => {
      const [seen, now] = [latest.current, station.clock.now()]
      return seen && now !== null ? seen.wallNow + (now - seen.examNow) : Date.now()
    },
    [station],
  )
}
