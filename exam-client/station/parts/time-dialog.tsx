import { type ReactNode, useEffect, useState } from 'react'
import type { TimeLedger } from '../../../server/protocol/time.ts'
import { useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import { stationRoomWords } from '../../shared/text/station-room.ts'
import { timeSum } from '../time-sum.ts'
import { figures } from './clock.tsx'
import { momentOfDay } from './clock-of-day.ts'
import { Dialog } from './dialog.tsx'

/** The sum behind the clock, line by line: what was given, by whom and why, what has passed, what is left. */
export function TimeDialog({
  ledger,
  now,
  onClose,
}: {
  ledger: TimeLedger
  now: () => number | null
  onClose: () => void
}) {
  const text = useText(stationWords)
  const room = useText(stationRoomWords)
  const at = useSecond(now, ledger.finishedAt === null)
  const sum = timeSum(ledger, at)
  return (
    <Dialog title={room.timeDetails} onClose={onClose} className="time-dialog">
      <table className="time-sum">
        <tbody>
          {sum.lines.map(({ entry: line, seconds }, i) => (
            <Line
              key={i}
              name={room.cause[line.cause]}
              amount={`+ ${figures(seconds * 1000)}`}
              about={[
                line.cause === 'granted' || line.cause === 'accommodation' || line.at === null
                  ? ''
                  : momentOfDay(line.at),
                line.reason,
                person(line.by) ? room.by(line.by) : '',
                line.approvedBy ? room.approvedBy(line.approvedBy) : '',
              ]}
            />
          ))}
          {sum.open.map((hold) => (
            <Line
              key={hold.kind}
              name={room.openHold[hold.kind]}
              amount={room.standing}
              about={[
                room.since(momentOfDay(hold.at)),
                hold.reason,
                person(hold.by) ? room.by(hold.by) : '',
                room.openHoldHelp,
              ]}
            />
          ))}
        </tbody>
        <tfoot>
          <Line name={room.sum} amount={figures(sum.given * 1000)} strong />
          <Line name={room.passed} amount={`− ${figures(sum.passed * 1000)}`} />
          <Line
            name={ledger.finishedAt === null ? room.remaining : room.remainingAtEnd}
            amount={figures(sum.left * 1000)}
            strong
          />
        </tfoot>
      </table>
      <p className="soft">{room.timeDetailsHelp}</p>
      <p className="dialog-buttons">
        {/* biome-ignore lint/a11y/noAutofocus: nothing else in this dialog takes the focus */}
        <button type="button" className="button primary" autoFocus onClick={onClose}>
          {text.close}
        </button>
      </p>
    </Dialog>
  )
}

function Line({
  name,
  amount,
  about = [],
  strong = false,
}: {
  name: string
  amount: ReactNode
  about?: string[]
  strong?: boolean
}) {
  const words = about.filter((word) => word !== '')
  return (
    <tr data-strong={strong || undefined}>
      <th scope="row">
        {name}
        {words.length > 0 ? <span className="time-about">{words.join(' · ')}</span> : null}
      </th>
      <td className="tabular">{amount}</td>
    </tr>
  )
}

/** The rules themselves give time in the server's name: nobody to name. */
const person = (by: string): boolean => by !== '' && by !== 'server'

/** The exam clock once a second, so that the sum goes with the clock above it. */
function useSecond(now: () => number | null, runs: boolean): number {
  const [at, setAt] = useState(() => now() ?? 0)
  useEffect(() => {
    if (!runs) return
    const timer = setInterval(() => setAt(now() ?? 0), 250)
    return () => clearInterval(timer)
  }, [now, runs])
  return at
}
