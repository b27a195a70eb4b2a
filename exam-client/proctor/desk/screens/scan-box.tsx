import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { useText } from '../../../shared/language.tsx'
import { Field, Notice } from '../../../shared/parts/kit-basics.tsx'
import { deskText } from '../../../shared/text/desk.ts'
import { useCamera } from '../camera.ts'
import { qrInFile, qrInVideo, qrReader } from '../read-qr.ts'
import { tidyScan } from '../scanner.ts'
import { CameraView } from './camera-view.tsx'

const LOOK_EVERY_MS = 200

/** Takes a scanner's or a hand's text, a camera's QR, or the QR in a picture. The box is emptied once it was taken. */
export function ScanBox({
  box,
  looking,
  resting,
  onScan,
  firstCamera = false,
}: {
  box: RefObject<HTMLInputElement | null>
  looking: boolean
  /** Somebody stands at the desk: the camera does not look for the next card. */
  resting: boolean
  onScan: (text: string) => void
  firstCamera?: boolean
}) {
  const text = useText(deskText)
  const [typed, setTyped] = useState('')
  const [camera, setCamera] = useState(firstCamera)
  const [file, setFile] = useState<'idle' | 'reading' | 'no-qr' | 'not-a-picture'>('idle')
  const take = (found: string) => {
    const clear = tidyScan(found)
    if (clear === '') return
    setTyped('')
    setFile('idle')
    onScan(clear)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    take(typed)
  }
  const read = async (picture: File | undefined) => {
    if (!picture) return
    setFile('reading')
    const found = await qrInFile(picture)
    if (found === 'not-a-picture') setFile('not-a-picture')
    else if (found === null) setFile('no-qr')
    else take(found)
  }
  return (
    <form className="k-panel d-scan" onSubmit={submit}>
      <Field label={text.scan.label} hint={text.scan.hint}>
        <input
          ref={box}
          className="k-input d-scan-input k-num"
          value={typed}
          maxLength={300}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="search"
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      <div className="k-line">
        <button type="submit" className="k-button primary d-big" disabled={looking}>
          {looking ? text.scan.looking : text.scan.find}
        </button>
        <button type="button" className="k-button d-big" aria-pressed={camera} onClick={() => setCamera(!camera)}>
          {camera ? text.scan.cameraOff : text.scan.camera}
        </button>
        <label className="k-button d-big d-file">
          <input
            type="file"
            className="sr-only"
            accept="image/*"
            capture="environment"
            onChange={(event) => {
              void read(event.target.files?.[0])
              event.target.value = '' // the same picture may be chosen again
            }}
          />
          {text.scan.file}
        </label>
      </div>
      {file === 'idle' ? null : file === 'reading' ? (
        <p role="status">{text.scan.reading}</p>
      ) : (
        <Notice tone="amber" live>
          {file === 'no-qr' ? text.scan.noQr : text.scan.notAPicture}
        </Notice>
      )}
      {camera ? <ScanCamera resting={resting} onFound={take} /> : null}
    </form>
  )
}

/** Looks for a QR in the camera's picture. A card still held there is not read twice. */
function ScanCamera({ resting, onFound }: { resting: boolean; onFound: (text: string) => void }) {
  const text = useText(deskText)
  const camera = useCamera(!resting, 'scan')
  const found = useRef(onFound)
  found.current = onFound
  const last = useRef<string | null>(null)
  const live = camera.status === 'live'
  const { video } = camera
  useEffect(() => {
    if (!live) return
    let left = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      const read = await qrReader()
      const once = () => {
        if (left) return
        const qr = video.current ? qrInVideo(read, video.current) : null
        if (qr !== null && qr !== last.current) found.current(qr)
        // Taken away and held there again, a card is read again.
        last.current = qr
        timer = setTimeout(once, LOOK_EVERY_MS)
      }
      once()
    }
    void look()
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [live, video])
  if (resting) return null
  return (
    <div className="k-stack-small">
      <CameraView camera={camera} label={text.scan.cameraTitle} shape="wide" />
      {live ? <p className="k-small">{text.scan.cameraAim}</p> : null}
    </div>
  )
}
