import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { StationApi } from '../shared/station-api.ts'
import { useLook } from './look.ts'
import type { ExamActs } from './parts/exam-frame.tsx'
import { fetchParts, inTime } from './parts/in-time.tsx'
import { prefillFromAddress, usePlace } from './place.ts'
import type { Station } from './run-station.ts'
import { IdentityScreen } from './screens/identity.tsx'
import { ItemScreen } from './screens/item.tsx'
import { LockedScreen } from './screens/locked.tsx'
import { PaperComingScreen } from './screens/paper-coming.tsx'
import { PausedScreen } from './screens/paused.tsx'
import { ReviewScreen } from './screens/review.tsx'
import { SignInScreen } from './screens/sign-in.tsx'
import {
  InUseScreen,
  LoadingScreen,
  MovingScreen,
  QueueScreen,
  SecondTabScreen,
  StoppedScreen,
  UnreachableScreen,
} from './screens/stopped.tsx'
import { WaitingScreen } from './screens/waiting.tsx'
import { leftBehind } from './station-state.ts'
import { useHealth } from './use-health.ts'

const FinishScreen = inTime(async () => (await import('./screens/finish.tsx')).FinishScreen)
const RulesScreen = inTime(async () => (await import('./screens/rules.tsx')).RulesScreen)

/** Chooses the screen for the state. Every branch is a pure screen that the gallery shows too. */
export function App({ station, api }: { station: Station; api: StationApi }) {
  const state = useSyncExternalStore(station.subscribe, station.state)
  const look = useLook()
  useEffect(fetchParts, [])
  const place = usePlace(state.stage.at === 'sign-in')
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
      readMessage: station.readMessage,
      readRefusal: station.dismissRefusal,
      fullScreen: station.fullScreen,
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
    case 'queue':
      return <QueueScreen look={look} refusal={state.stage.refusal} onAway={station.stayAway} />
    case 'in-use':
      return <InUseScreen look={look} refusal={state.stage.refusal} onRetry={station.retry} />
    case 'moving':
      return (
        <MovingScreen look={look} refusal={state.stage.refusal} onRetry={station.retry} onAway={station.stayAway} />
      )
    case 'stopped':
      return (
        <StoppedScreen
          look={look}
          refusal={state.stage.refusal}
          left={leftBehind(state)}
          onSaved={station.leftSaved}
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
          left={state.left}
          onSaved={station.leftSaved}
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
        return (
          <RulesScreen
            look={look}
            view={view}
            startsNow
            onReady={() => {
              station.fullScreen()
              station.confirm()
            }}
          />
        )
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
            station.fullScreen()
            station.ready()
          }}
        />
      ) : (
        <WaitingScreen
          look={look}
          view={view}
          paper={state.paper}
          connected={state.connected || state.spare}
          messages={state.messages}
          onReadMessage={station.readMessage}
          wallNow={wallNow}
          onRules={() => setRulesAgain(true)}
        />
      )
    case 'working': {
      const held = { look, view, phase, state, now: station.clock.now, onReadMessage: station.readMessage }
      if (phase.paused) return <PausedScreen {...held} />
      if (phase.locked !== null) return <LockedScreen {...held} />
      if (state.paper.at !== 'open') return <PaperComingScreen {...held} />
      return state.reviewing ? (
        <ReviewScreen state={state} look={look} now={station.clock.now} acts={acts} />
      ) : (
        <ItemScreen state={state} look={look} now={station.clock.now} acts={acts} />
      )
    }
    case 'finished':
      return (
        <FinishScreen
          look={look}
          view={view}
          phase={phase}
          messages={state.messages}
          onReadMessage={station.readMessage}
          onLeave={() => leave(false)}
        />
      )
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
