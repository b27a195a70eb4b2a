import { middleOf, type Size, within } from './picture-size.ts'

/** Side and size of what is kept; the server takes 200 kB, and a request 256 KiB with everything around it. */
const SIDE_MAX = 640
const BYTES_MAX = 180_000
/** A pass photo's shape, so that the desk, the station and the attendance list show the same cut. */
export const PORTRAIT = 3 / 4
const FILE_BYTES_MAX = 30 * 1024 * 1024
const QUALITIES = [0.86, 0.75, 0.6, 0.45]

/** The video's picture now, cut to a portrait, as a JPEG data address; null while the camera shows nothing yet. */
export function takePicture(video: HTMLVideoElement): string | null {
  const whole = { width: video.videoWidth, height: video.videoHeight }
  if (whole.width === 0) return null
  const cut = middleOf(whole, PORTRAIT)
  return drawn(video, cut, within(cut, SIDE_MAX))
}

/** A picture file as a small JPEG data address; null where the file is no picture that this browser can read. */
export async function pictureFrom(file: File): Promise<string | null> {
  const bitmap = await bitmapOf(file)
  if (!bitmap) return null
  const whole = { x: 0, y: 0, width: bitmap.width, height: bitmap.height }
  const jpeg = drawn(bitmap, whole, within(whole, SIDE_MAX))
  bitmap.close()
  return jpeg
}

/** Decodes a file, turned the way it was held; null where it is none or too large to be a photo. */
export async function bitmapOf(file: File): Promise<ImageBitmap | null> {
  if (file.size === 0 || file.size > FILE_BYTES_MAX) return null
  try {
    return await createImageBitmap(file)
  } catch {
    return null // the caller says in words that the file is no picture
  }
}

/** The bytes of a data address, as the protocol wants them: base64 alone. */
export const base64Of = (address: string): string => address.slice(address.indexOf(',') + 1)

function drawn(source: CanvasImageSource, cut: Size & { x: number; y: number }, size: Size): string {
  const canvas = document.createElement('canvas')
  let jpeg = ''
  // A noisy picture may stay large at any quality; a smaller one never does.
  for (let scale = 1; ; scale *= 0.75) {
    canvas.width = Math.max(1, Math.round(size.width * scale))
    canvas.height = Math.max(1, Math.round(size.height * scale))
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no canvas')
    // JPEG knows no transparency: what was transparent would become black.
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(source, cut.x, cut.y, cut.width, cut.height, 0, 0, canvas.width, canvas.height)
    for (const quality of QUALITIES) {
      jpeg = canvas.toDataURL('image/jpeg', quality)
      if (base64Of(jpeg).length * 0.75 <= BYTES_MAX) return jpeg
    }
  }
}
