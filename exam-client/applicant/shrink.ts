import type { DocumentRule } from '../../server/protocol/recruitment.ts'

/** Longest side to begin with; a card stays legible well below it. */
const SIDE = 1600

/**
 * A picture of a telephone as the period takes it: JPEG, within its pixels and bytes. Given back as it is where it fits
 * already or cannot be read here; the server judges in any case.
 */
export async function shrunk(file: File, rule: DocumentRule): Promise<Blob> {
  if (rule.type !== 'jpeg' || !file.type.startsWith('image/')) return file
  if (file.type === 'image/jpeg' && file.size <= rule.bytesMax) return file
  let picture: ImageBitmap
  try {
    picture = await createImageBitmap(file)
  } catch {
    return file
  }
  let side = Math.min(SIDE, rule.pixelsMax ?? SIDE)
  for (; side >= (rule.pixelsMin ?? 200); side = Math.floor(side * 0.8)) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    for (const quality of [0.88, 0.78, 0.68]) {
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality))
      // A little below: the server writes it anew.
      if (blob && blob.size <= rule.bytesMax * 0.92) return blob
    }
  }
  return file
}
