import { useEffect, useId, useRef, useState } from 'react'
import { useText } from '../../../shared/language.tsx'
import { Field, Notice } from '../../../shared/parts/kit-basics.tsx'
import { deskText } from '../../../shared/text/desk.ts'
import { useCamera } from '../camera.ts'
import { type PhotoDraft, photoLacks } from '../desk-state.ts'
import { base64Of, pictureFrom, takePicture } from '../picture.ts'
import { CameraView } from './camera-view.tsx'
import { StepForm, type StepProps } from './steps.tsx'

const EMPTY: PhotoDraft = { picture: null, without: false, same: null, reason: '' }

/**
 * The picture that is kept, and the officer's word that the face is the person's. The computer compares nothing: it
 * keeps the picture, who said what, and why.
 */
export function PhotoStep({ sitting, busy, onMove, onBack, first = EMPTY }: StepProps & { first?: PhotoDraft }) {
  const text = useText(deskText)
  const group = useId()
  const [draft, setDraft] = useState(first)
  const [file, setFile] = useState<'idle' | 'preparing' | 'not-a-picture'>('idle')
  const camera = useCamera(draft.picture === null && !draft.without, 'photo')
  const answer = useRef<HTMLInputElement>(null)
  const shutter = useRef<HTMLButtonElement>(null)
  const lacks = photoLacks(draft)
  const change = (next: Partial<PhotoDraft>) => setDraft((now) => ({ ...now, ...next }))
  const taken = draft.picture !== null
  const live = camera.status === 'live'
  // After the picture comes the question; after "again" comes the shutter.
  useEffect(() => {
    if (taken) answer.current?.focus({ preventScroll: true })
    else if (live) shutter.current?.focus()
  }, [taken, live])

  const take = () => {
    const picture = camera.video.current ? takePicture(camera.video.current) : null
    if (picture) change({ picture, without: false })
  }
  // A new picture wants a new look at the face.
  const again = () => change({ picture: null, same: null })
  const toggle = taken ? again : live ? take : null
  const held = useRef(toggle)
  held.current = toggle
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'F8' || event.repeat || document.querySelector('.k-veil')) return
      event.preventDefault()
      held.current?.()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  const choose = async (picked: File | undefined) => {
    if (!picked) return
    setFile('preparing')
    const picture = await pictureFrom(picked)
    setFile(picture === null ? 'not-a-picture' : 'idle')
    if (picture !== null) change({ picture, without: false, same: null })
  }
  const askReason = draft.without || draft.same === false
  return (
    <StepForm
      go={text.photo.go}
      busy={busy}
      lacks={lacks === null ? null : text.photo[lacks]}
      onGo={() =>
        onMove({
          step: 'photo',
          jpeg: draft.picture === null ? null : base64Of(draft.picture),
          same: draft.same === true,
          reason: askReason ? draft.reason.trim() : '',
        })
      }
      onBack={onBack}
      side={
        <div className="k-stack-small">
          {draft.picture !== null ? (
            <img className="d-taken" src={draft.picture} alt={text.photo.taken} />
          ) : draft.without ? null : (
            <CameraView camera={camera} label={text.steps.photo} shape="portrait" />
          )}
          {taken ? (
            <button type="button" className="k-button d-big" onClick={again}>
              {text.photo.retake}
            </button>
          ) : live ? (
            <button ref={shutter} type="button" className="k-button primary d-big" onClick={take} data-first>
              {text.photo.take}
            </button>
          ) : null}
        </div>
      }
      more={
        <>
          <div className="k-line">
            <label className="k-button d-file">
              <input
                type="file"
                className="sr-only"
                accept="image/*"
                capture="user"
                onChange={(event) => {
                  void choose(event.target.files?.[0])
                  event.target.value = ''
                }}
              />
              {text.photo.file}
            </label>
            {taken ? null : (
              <label className="k-check">
                <input
                  type="checkbox"
                  checked={draft.without}
                  onChange={(event) => change({ without: event.target.checked })}
                />
                {text.photo.without}
              </label>
            )}
          </div>
          {sitting.photo === 'optional' && !taken ? <p className="k-small k-soft">{text.photo.optional}</p> : null}
          {file === 'idle' ? null : file === 'preparing' ? (
            <p role="status">{text.photo.preparing}</p>
          ) : (
            <Notice tone="amber" live>
              {text.photo.notAPicture}
            </Notice>
          )}
        </>
      }
    >
      <fieldset className="d-choices">
        <legend>{text.photo.same}</legend>
        <label className="d-choice">
          <input
            ref={answer}
            type="radio"
            name={group}
            checked={draft.same === true}
            onChange={() => change({ same: true })}
          />
          <span>{text.photo.yes}</span>
        </label>
        <label className="d-choice">
          <input type="radio" name={group} checked={draft.same === false} onChange={() => change({ same: false })} />
          <span>{text.photo.no}</span>
        </label>
      </fieldset>
      {askReason ? (
        <Field label={text.photo.reason} hint={text.photo.reasonHint}>
          <textarea
            className="k-input"
            maxLength={300}
            value={draft.reason}
            onChange={(event) => change({ reason: event.target.value })}
          />
        </Field>
      ) : null}
    </StepForm>
  )
}
