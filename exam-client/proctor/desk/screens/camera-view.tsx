import { useText } from '../../../shared/language.tsx'
import { Notice } from '../../../shared/parts/kit-basics.tsx'
import { deskText } from '../../../shared/text/desk.ts'
import type { Camera } from '../camera.ts'

/** The live picture, or in words why there is none and how the work goes on without it. */
export function CameraView({ camera, label, shape }: { camera: Camera; label: string; shape: 'wide' | 'portrait' }) {
  const text = useText(deskText)
  const { status, video, devices, device, choose, again } = camera
  const seen = status === 'live' || status === 'starting'
  return (
    <div className="k-stack-small">
      <div className={`d-camera ${shape}`} hidden={!seen}>
        <video ref={video} muted playsInline aria-label={`${label}: ${text.camera.live}`} />
        {status === 'starting' ? <p role="status">{text.camera.starting}</p> : null}
      </div>
      {status === 'insecure' || status === 'none' || status === 'denied' || status === 'busy' ? (
        <Notice>
          <p>{text.camera[status]}</p>
          {status === 'insecure' ? null : (
            <p>
              <button type="button" className="k-button small" onClick={again}>
                {text.camera.again}
              </button>
            </p>
          )}
        </Notice>
      ) : null}
      {status === 'live' && devices.length > 1 ? (
        <label className="k-field">
          <span>{text.scan.choose}</span>
          <select className="k-input" value={device} onChange={(event) => choose(event.target.value)}>
            {devices.some((one) => one.id === device) ? null : <option value={device} />}
            {devices.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
    </div>
  )
}
