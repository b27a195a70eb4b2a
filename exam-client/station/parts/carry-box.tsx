import { useEffect, useState } from 'react'
import { useText } from '../../shared/language.tsx'
import type { LeftRecord } from '../../shared/outbox.ts'
import { stationRoomWords } from '../../shared/text/station-room.ts'
import { saveCarryFile } from '../carry-file.ts'
import { sealing } from '../sealing.ts'
import { Icon } from './icon.tsx'

/** Answers that stayed on this computer, and the file that carries them. `brief`: one line, on the sign-in screen. */
export function CarryBox({
  left,
  brief = false,
  onSaved,
}: {
  left: LeftRecord
  brief?: boolean
  onSaved: (source: string) => void
}) {
  const text = useText(stationRoomWords)
  const [doing, setDoing] = useState<'no' | 'busy' | 'failed'>('no')
  const answers = new Set(left.entries.flatMap((entry) => (entry.kind === 'answer' ? [entry.slot] : []))).size
  // Fetched while the server still answers; the button itself may be pressed without it.
  useEffect(() => {
    void sealing().catch(() => {})
  }, [])
  const save = () => {
    setDoing('busy')
    saveCarryFile(left).then(
      () => {
        setDoing('no')
        onSaved(left.source)
      },
      () => setDoing('failed'),
    )
  }
  return (
    <section className="carry callout" data-level={left.saved ? 'ok' : 'amber'}>
      <Icon name={left.saved ? 'check' : 'file'} size={22} />
      <div data-brief={brief || undefined}>
        {brief ? (
          <p>{text.carryOf(left.number, answers)}</p>
        ) : (
          <>
            <h2>{text.carryTitle(answers)}</h2>
            <p>{text.carryHelp}</p>
          </>
        )}
        <p role="status">{left.saved ? text.carrySaved : doing === 'failed' ? text.carryFailed : ''}</p>
        <button
          type="button"
          className={`button ${brief || left.saved ? '' : 'primary'}`}
          disabled={doing === 'busy'}
          onClick={save}
        >
          {text.carrySave}
        </button>
      </div>
    </section>
  )
}
