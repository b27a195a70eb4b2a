import type { DeskRound, RequirementToJudge } from '../../../server/protocol/verification.ts'
import { REASONS } from '../../../server/protocol/verification-words.ts'
import { momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Notice } from '../../shared/parts/kit-basics.tsx'
import { verificationText } from '../../shared/text/verification.ts'

/** What was decided before, and what a second officer said of it; a returned one stands out. */
export function Rounds({
  rounds,
  requirements,
  open = false,
}: {
  rounds: DeskRound[]
  requirements: Pick<RequirementToJudge, 'requirement' | 'title'>[]
  /** While it is worked on: what a second officer wrote must not be overlooked. */
  open?: boolean
}) {
  const text = useText(verificationText)
  const { language } = useLanguage()
  if (rounds.length === 0) return null
  const last = rounds.at(-1)
  return (
    <>
      {open && last?.check?.outcome === 'returned' ? (
        <Notice tone="amber">
          <p className="k-strong">{text.desk.returnedBy(last.check.officer)}</p>
          <p className="c-wrap">{last.check.note}</p>
        </Notice>
      ) : null}
      <details className="k-panel" open={!open}>
        <summary className="c-summary">{text.desk.earlier}</summary>
        <ol className="k-plain k-stack-small">
          {rounds.map((round) => (
            <li key={round.round}>
              <p>
                <strong>{text.desk.round(String(round.round))}</strong>:{' '}
                {text.desk.roundLine(text.verdicts[round.verdict], round.officer, momentWib(round.at, language))}
              </p>
              <ul className="k-list k-small">
                {round.decisions
                  .filter(({ verdict }) => verdict === 'TMS')
                  .map((one) => (
                    <li key={one.requirement}>
                      {requirements.find(({ requirement }) => requirement === one.requirement)?.title[language] ??
                        one.requirement}
                      : {one.reason ? REASONS[one.reason][language] : ''} {one.text}
                    </li>
                  ))}
              </ul>
              {round.check ? (
                <p className="k-small c-wrap">
                  {(round.check.outcome === 'returned' ? text.desk.returnedBy : text.desk.confirmedBy)(
                    round.check.officer,
                  )}
                  {round.check.note === '' ? '' : `: ${round.check.note}`}
                </p>
              ) : null}
            </li>
          ))}
        </ol>
      </details>
    </>
  )
}
