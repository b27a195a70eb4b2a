import { useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'

/** A room and a station, large: it is looked for across the hall. */
export function PlaceLine({ title, room, station }: { title: string; room: string; station: string }) {
  const text = useText(stationWords)
  return (
    <p className="right-seat tabular">
      <span>{title}</span>
      <span>
        {text.room} <strong>{room}</strong> {text.station} <strong>{station}</strong>
      </span>
    </p>
  )
}

/** The server names a place in words, 'ruang B, meja 12'; null where it names none. */
export function placeIn(where: string | undefined): { room: string; station: string } | null {
  const found = /^ruang (.+), meja (.+)$/.exec(where ?? '')
  return found?.[1] && found[2] ? { room: found[1], station: found[2] } : null
}
