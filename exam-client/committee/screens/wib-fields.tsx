import { useState } from 'react'
import { fromWib } from '../../shared/format.ts'
import { Field } from '../../shared/parts/kit-basics.tsx'

/** A moment being chosen: day and time of day in WIB, and the instant they name; null while they name none. */
export interface WibChoice {
  day: string
  time: string
  at: number | null
  setDay: (day: string) => void
  setTime: (time: string) => void
}

export function useWib(firstDay: string, firstTime: string): WibChoice {
  const [day, setDay] = useState(firstDay)
  const [time, setTime] = useState(firstTime)
  return { day, time, at: fromWib(day, time), setDay, setTime }
}

/** Day and time side by side. `least`: the first day that can be chosen. */
export function WibFields({ wib, date, time, least }: { wib: WibChoice; date: string; time: string; least?: string }) {
  return (
    <div className="k-grid2">
      <Field label={date}>
        <input
          className="k-input"
          type="date"
          required
          min={least}
          value={wib.day}
          onChange={(event) => wib.setDay(event.target.value)}
        />
      </Field>
      <Field label={time}>
        <input
          className="k-input"
          type="time"
          required
          value={wib.time}
          onChange={(event) => wib.setTime(event.target.value)}
        />
      </Field>
    </div>
  )
}
