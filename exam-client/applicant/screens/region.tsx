import { useEffect, useRef, useState } from 'react'
import type { RegionRow } from '../../../server/protocol/applications.ts'
import { useText } from '../../shared/language.tsx'
import { applicantFormText } from '../../shared/text/applicant-form.ts'
import { AField } from './parts.tsx'

/** A district, found by typing and chosen from what is found; there are seven thousand of them. */
export function RegionField({
  code,
  name,
  find,
  onChange,
}: {
  code: string | null
  name: string | null
  find: (text: string) => Promise<RegionRow[]>
  onChange: (code: string | null) => void
}) {
  const text = useText(applicantFormText)
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState<RegionRow[] | null>(null)
  const [picked, setPicked] = useState<RegionRow | null>(null)
  const turn = useRef(0)
  useEffect(() => {
    const mine = ++turn.current
    if (typed.trim().length < 3) return setFound(null)
    const timer = setTimeout(() => {
      find(typed).then(
        (rows) => (mine === turn.current ? setFound(rows) : undefined),
        () => {},
      )
    }, 350)
    return () => clearTimeout(timer)
  }, [typed, find])
  const shown = picked?.code === code ? picked.name : (name ?? code)
  if (code !== null)
    return (
      <div className="k-field">
        <span>{text.region}</span>
        <p className="k-line">
          <strong>{shown}</strong>
          <button type="button" className="k-button small" onClick={() => onChange(null)}>
            {text.regionChange}
          </button>
        </p>
      </div>
    )
  return (
    <div className="k-stack-small">
      <AField label={text.region} hint={text.regionHint}>
        {(props) => (
          <input
            {...props}
            className="k-input"
            autoComplete="off"
            maxLength={60}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </AField>
      <div role="status">
        {found === null ? null : found.length === 0 ? (
          <p className="k-small">{text.regionNone}</p>
        ) : (
          <ul className="a-found">
            {found.map((one) => (
              <li key={one.code}>
                <button
                  type="button"
                  onClick={() => {
                    setPicked(one)
                    setTyped('')
                    onChange(one.code)
                  }}
                >
                  {one.name}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
