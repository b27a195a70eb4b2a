export interface Size {
  width: number
  height: number
}

/** As large as possible within `side`, never enlarged, whole pixels. */
export function within({ width, height }: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** The largest part of the shape width/height = `shape` from the middle of a picture. */
export function middleOf({ width, height }: Size, shape: number): Size & { x: number; y: number } {
  const wide = width / height > shape
  const cut = wide
    ? { width: Math.round(height * shape), height }
    : { width, height: Math.min(height, Math.round(width / shape)) }
  return { ...cut, x: Math.floor((width - cut.width) / 2), y: Math.floor((height - cut.height) / 2) }
}
