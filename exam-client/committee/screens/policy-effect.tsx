import type { SittingPolicy } from '../../../server/protocol/policy.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Notice } from '../../shared/parts/kit-basics.tsx'
import { settingsText } from '../../shared/text/sitting-settings.ts'
import { changedFields, KEYS_MOST, type PolicyField, type PolicyProblem } from '../policy-draft.ts'

const FEW = 3

/** What saving would change, each setting as it was and as it becomes. */
export function PolicyEffect({ before, after }: { before: SittingPolicy; after: SittingPolicy }) {
  const text = useText(settingsText)
  const { language } = useLanguage()
  const say = useValueWords()
  const fields = changedFields(before, after)
  if (fields.length === 0) return null
  return (
    <details className="c-effect" open={fields.length <= FEW}>
      <summary className="c-summary">{text.effect(count(fields.length, language))}</summary>
      <ul className="k-list c-rule-said" tabIndex={0}>
        {fields.map((field) => (
          <li key={field}>
            <strong>{text.fields[field]}</strong>: <span className="sr-only">{text.was} </span>
            <del className="k-soft">{say(before, field)}</del> <span aria-hidden="true">→</span>
            <span className="sr-only"> {text.becomes}</span> {say(after, field)}
          </li>
        ))}
      </ul>
    </details>
  )
}

function useValueWords(): (policy: SittingPolicy, field: PolicyField) => string {
  const text = useText(settingsText)
  const { language } = useLanguage()
  const n = (value: number) => (Number.isNaN(value) ? text.none : count(value, language))
  const yes = (value: boolean) => (value ? text.yes : text.no)
  return (policy, field) => {
    const { checkIn, roomPause, board, seb, pins } = policy
    switch (field) {
      case 'pins.from':
        return text.pinsFromWays[pins.from]
      case 'pins.closeMinutes':
        return text.minutes(n(pins.closeMinutes))
      case 'checkIn.steps':
        return checkIn.steps.map((step) => text.stepNames[step]).join(', ') || text.none
      case 'checkIn.documents':
        return (
          checkIn.documents
            .map((one) => `${one.label.trim() || '?'}${one.needed ? ` (${text.needed.toLowerCase()})` : ''}`)
            .join('; ') || text.none
        )
      case 'checkIn.photo':
        return text.photoWays[checkIn.photo]
      case 'seating':
        return text.seatingWays[policy.seating]
      case 'idleMinutes':
      case 'addMinutesMax':
        return text.minutes(n(policy[field]))
      case 'silentSeconds':
      case 'returnSeconds':
        return text.seconds(n(policy[field]))
      case 'moves':
        return text.movesWays[policy.moves]
      case 'roomPause.on':
        return yes(roomPause.on)
      case 'roomPause.least':
        return text.stations(n(roomPause.least))
      case 'roomPause.resume':
        return text.resumeWays[roomPause.resume]
      case 'board.show':
        return yes(board.show)
      case 'board.names':
        return text.boardWays[board.names]
      case 'fullScreen':
        return yes(policy.fullScreen)
      case 'seb.required':
        return yes(seb.required)
      case 'seb.configKeys':
        return text.keys(n(seb.configKeys.length))
      case 'seb.browserExamKeys':
        return text.keys(n(seb.browserExamKeys.length))
    }
  }
}

/** What keeps the settings from being saved, in sentences. */
export function PolicyProblems({ problems, wrongLines }: { problems: PolicyProblem[]; wrongLines: string[] }) {
  const text = useText(settingsText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const labels = {
    idleMinutes: text.idleMinutes,
    silentSeconds: text.silentSeconds,
    addMinutesMax: text.addMinutesMax,
    returnSeconds: text.returnSeconds,
    least: text.least,
    closeMinutes: text.closeMinutes,
  }
  const say = (problem: PolicyProblem): string => {
    switch (problem.kind) {
      case 'limit':
        return text.limit(labels[problem.field], n(problem.least), n(problem.most))
      case 'desk-without-pin':
        return text.deskWithoutPin
      case 'photo-without-step':
        return text.photoWithoutStep
      case 'pin-before':
        return text.pinBefore(text.stepNames[problem.step])
      case 'pin-without-documents':
        return text.pinWithoutDocuments
      case 'lottery-without-seat':
        return text.lotteryWithoutSeat
      case 'documents-none-needed':
        return text.documentsNoneNeeded
      case 'document-unnamed':
        return text.documentUnnamed(n(problem.place))
      case 'document-twice':
        return text.documentTwice(problem.label)
      case 'too-many-keys':
        return text.tooManyKeys(n(KEYS_MOST))
    }
  }
  const all = [...problems.map(say), ...wrongLines]
  if (all.length === 0) return null
  return (
    <Notice tone="amber" live>
      <p className="k-strong">{text.problems}</p>
      <ul className="k-list c-rule-said" tabIndex={0}>
        {all.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </Notice>
  )
}
