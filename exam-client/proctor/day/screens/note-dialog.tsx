import { type FormEvent, useId, useState } from 'react'
import type { NewNote, RoomLogLine } from '../../../../server/protocol/minutes.ts'
import { REASON_CATEGORIES } from '../../../../server/protocol/reasons.ts'
import { clockWib } from '../../../shared/format.ts'
import { useLanguage, useText } from '../../../shared/language.tsx'
import type { Doing } from '../../../shared/load.ts'
import { Choice, DoingNotice, Field, Notice } from '../../../shared/parts/kit-basics.tsx'
import { Ask } from '../../../shared/parts/kit-dialog.tsx'
import { dayText } from '../../../shared/text/day.ts'
import { kitText } from '../../../shared/text/kit.ts'
import { commandText } from '../../../shared/text/proctor-commands.ts'
import { findPeople, type Person } from '../log-lines.ts'

const TEXT_LEAST = 3
const TEXT_MAX = 1000
const FOUND_MAX = 6

/** A note for the room's log, or the correction of one of its lines. */
export function NoteDialog({
  about,
  rooms,
  people,
  room: firstRoom,
  doing,
  onSend,
  onClose,
}: {
  about: RoomLogLine | null
  rooms: readonly string[]
  people: readonly Person[]
  room: string
  doing: Doing<RoomLogLine>
  onSend: (note: NewNote) => void
  onClose: () => void
}) {
  const text = useText(dayText)
  const kit = useText(kitText)
  const commands = useText(commandText)
  const { language } = useLanguage()
  const form = useId()
  const [words, setWords] = useState('')
  const [category, setCategory] = useState<string>('technical')
  const [room, setRoom] = useState(firstRoom)
  const [person, setPerson] = useState<Person | null>(null)
  const [asked, setAsked] = useState(false)
  const short = words.trim().length < TEXT_LEAST
  const choose = (one: Person | null) => {
    setPerson(one)
    if (one) setRoom(one.room)
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (short || doing.at === 'sending') return
    onSend(
      about
        ? { text: words.trim(), room: about.room, candidate: null, about: about.id, category: '' }
        : { text: words.trim(), room, candidate: person?.candidate ?? null, about: null, category },
    )
  }
  return (
    <Ask
      open
      title={about ? text.note.correctTitle : text.note.title}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {kit.cancel}
          </button>
          <button type="submit" form={form} className="k-button primary" aria-disabled={doing.at === 'sending'}>
            {about ? text.note.goCorrect : text.note.go}
          </button>
        </>
      }
    >
      <form id={form} className="k-stack" onSubmit={send}>
        {about ? (
          <Notice>
            <p className="k-small k-soft">{text.note.about}</p>
            <p>
              <span className="k-num">{clockWib(about.at)}</span> {about.name ? `${about.name}: ` : ''}
              {about.text[language]}
            </p>
            <p className="k-small">{text.note.keeps}</p>
          </Notice>
        ) : (
          <>
            <PersonChoice people={people} person={person} onChoose={choose} />
            <div className="k-grid2">
              <Choice
                label={text.note.category}
                value={category}
                options={REASON_CATEGORIES.map((value) => ({ value, title: commands.categories[value] }))}
                onChange={setCategory}
              />
              {person === null && rooms.length > 0 ? (
                <Choice
                  label={text.note.room}
                  value={room}
                  all={text.wholeSitting}
                  options={rooms.map((value) => ({ value, title: text.roomName(value) }))}
                  onChange={setRoom}
                />
              ) : null}
            </div>
          </>
        )}
        <Field label={about ? text.note.correctText : text.note.text} hint={text.note.textHint}>
          <textarea
            className="k-input"
            rows={4}
            maxLength={TEXT_MAX}
            value={words}
            aria-invalid={(asked && short) || undefined}
            onChange={(event) => setWords(event.target.value)}
          />
        </Field>
        {asked && short ? (
          <Notice tone="amber" live>
            {text.note.needText}
          </Notice>
        ) : null}
        {doing.at === 'unreachable' ? (
          <Notice tone="danger" live>
            {text.note.unsure}
          </Notice>
        ) : (
          <DoingNotice doing={doing} />
        )}
      </form>
    </Ask>
  )
}

function PersonChoice({
  people,
  person,
  onChoose,
}: {
  people: readonly Person[]
  person: Person | null
  onChoose: (person: Person | null) => void
}) {
  const text = useText(dayText)
  const [typed, setTyped] = useState('')
  if (person)
    return (
      <div className="k-line">
        <span>
          <strong>{person.name}</strong>{' '}
          <span className="k-num k-soft">
            {person.number} · {text.place(person.room, person.station)}
          </span>
        </span>
        <button type="button" className="k-button small quiet" onClick={() => onChoose(null)}>
          {text.note.personClear}
        </button>
      </div>
    )
  const found = findPeople(people, typed, FOUND_MAX)
  return (
    <div className="k-stack-small">
      <Field label={text.note.person} hint={text.note.personHint}>
        <input
          className="k-input"
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            // Enter takes the only one that is left; it must not send the note.
            if (event.key !== 'Enter') return
            event.preventDefault()
            if (found.length === 1) onChoose(found[0] ?? null)
          }}
        />
      </Field>
      {typed.trim() !== '' && found.length === 0 ? (
        <p className="k-small k-soft" role="status">
          {text.note.personNone}
        </p>
      ) : null}
      {found.length > 0 ? (
        <ul className="k-plain h-found">
          {found.map((one) => (
            <li key={one.candidate}>
              <button type="button" className="k-button small" onClick={() => onChoose(one)}>
                <strong>{one.name}</strong>
                <span className="k-num k-soft">
                  {one.number} · {text.place(one.room, one.station)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
