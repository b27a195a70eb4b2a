import { createContext, type RefObject, useCallback, useContext, useEffect, useRef, useState } from 'react'

/**
 * A camera as a screen sees it. Browsers give one on https and localhost alone; every other way must then be open, so
 * each reason is a state that the screen says in words.
 */
export type CameraStatus = 'off' | 'starting' | 'live' | 'insecure' | 'none' | 'denied' | 'busy'

export interface Camera {
  status: CameraStatus
  video: RefObject<HTMLVideoElement | null>
  /** The cameras to choose from, once one was allowed; names are the browser's. */
  devices: { id: string; name: string }[]
  device: string
  choose: (device: string) => void
  again: () => void
}

/** The gallery shows each state without asking for a camera. */
export const CameraContext = createContext<CameraStatus | null>(null)

export const cameraIsPossible = (): boolean => isSecureContext && navigator.mediaDevices?.getUserMedia !== undefined

/** Opens a camera while `on`, and lets it go again; `use` remembers which one was chosen for scanning and for faces. */
export function useCamera(on: boolean, use: 'scan' | 'photo'): Camera {
  const shown = useContext(CameraContext)
  const video = useRef<HTMLVideoElement>(null)
  const [status, setStatus] = useState<CameraStatus>('off')
  const [devices, setDevices] = useState<Camera['devices']>([])
  const [device, setDevice] = useState(() => kept(use))
  const [turn, setTurn] = useState(0)
  const wanted = on && shown === null
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` is the wish to try again
  useEffect(() => {
    if (!wanted) return setStatus('off')
    if (!cameraIsPossible()) return setStatus(isSecureContext ? 'none' : 'insecure')
    let left = false
    let stream: MediaStream | null = null
    setStatus('starting')
    const start = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: wish(device) })
        if (left) return stop(stream)
        // A camera whose cable is pulled ends its track.
        stream.getVideoTracks()[0]?.addEventListener('ended', () => setStatus('none'))
        if (video.current) {
          video.current.srcObject = stream
          await video.current.play().catch(() => {}) // a video that is taken away at once cannot play: nothing is lost
        }
        if (left) return
        setStatus('live')
        const all = await navigator.mediaDevices.enumerateDevices()
        if (left) return
        setDevices(
          all
            .filter((one) => one.kind === 'videoinput')
            .map((one, n) => ({ id: one.deviceId, name: one.label || String(n + 1) })),
        )
      } catch (error) {
        if (!left) setStatus(reasonOf(error))
      }
    }
    void start()
    return () => {
      left = true
      if (stream) stop(stream)
    }
  }, [wanted, device, turn])
  const choose = useCallback(
    (next: string) => {
      keep(use, next)
      setDevice(next)
    },
    [use],
  )
  const again = useCallback(() => setTurn((now) => now + 1), [])
  return { status: shown !== null && on ? shown : status, video, devices, device, choose, again }
}

function wish(device: string): MediaTrackConstraints {
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } }
  // Not `exact`: a camera that was unplugged since must not leave the desk without any.
  return device !== '' ? { ...size, deviceId: { ideal: device } } : { ...size, facingMode: { ideal: 'environment' } }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

/** Names of the browsers' errors, W3C Media Capture and Streams 10.2.1. */
function reasonOf(error: unknown): CameraStatus {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  return 'none'
}

function kept(use: string): string {
  try {
    return localStorage.getItem(`seleksi.camera.${use}`) ?? ''
  } catch {
    return '' // a browser that forbids storage still has its first camera
  }
}

function keep(use: string, device: string): void {
  try {
    localStorage.setItem(`seleksi.camera.${use}`, device)
  } catch {
    // the choice then lasts as long as the page
  }
}
