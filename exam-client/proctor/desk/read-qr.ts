import { bitmapOf } from './picture.ts'
import { within } from './picture-size.ts'

/** Reads the QR in a picture; null where there is none. */
export type ReadQr = (source: CanvasImageSource, width: number, height: number) => string | null

/** Enough for a card held before a webcam, and little enough for an old laptop to read five times a second. */
const VIDEO_SIDE_MAX = 640
const FILE_SIDE_MAX = 1280

/** Fetches the reader when a camera or a picture is first used: who has a scanner never loads it. */
export async function qrReader(): Promise<ReadQr> {
  const { default: jsqr } = await import('jsqr')
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no canvas')
  return (source, width, height) => {
    if (width === 0 || height === 0) return null
    canvas.width = width
    canvas.height = height
    context.drawImage(source, 0, 0, width, height)
    const { data } = context.getImageData(0, 0, width, height)
    return jsqr.default(data, width, height, { inversionAttempts: 'dontInvert' })?.data || null
  }
}

/** The QR in what a video shows now. */
export function qrInVideo(read: ReadQr, video: HTMLVideoElement): string | null {
  const { width, height } = within({ width: video.videoWidth, height: video.videoHeight }, VIDEO_SIDE_MAX)
  return video.videoWidth === 0 ? null : read(video, width, height)
}

/** The QR in a picture file: 'not-a-picture', or null where it shows none. A large photo is tried in two sizes. */
export async function qrInFile(file: File): Promise<string | 'not-a-picture' | null> {
  const bitmap = await bitmapOf(file)
  if (!bitmap) return 'not-a-picture'
  const read = await qrReader()
  let found: string | null = null
  for (const side of [FILE_SIDE_MAX, VIDEO_SIDE_MAX]) {
    const { width, height } = within(bitmap, side)
    found ??= read(bitmap, width, height)
  }
  bitmap.close()
  return found
}
