import { useEffect, useState } from 'react'

/** The library comes only with the score screen: it is a third of this app's weight. Drawn as a path, so no markup and no data URL. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<{ size: number; path: string } | null>(null)
  useEffect(() => {
    let here = true
    import('qrcode').then(
      ({ create }) => {
        const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
        const path = Array.from(data, (dark, i) => (dark ? `M${i % size} ${Math.floor(i / size)}h1v1h-1z` : '')).join(
          '',
        )
        if (here) setDrawn({ size, path })
      },
      () => {
        // Without the library the code in letters still stands beside.
      },
    )
    return () => {
      here = false
    }
  }, [text])
  if (!drawn) return <div className="qr" />
  return (
    // Always dark on white, in every theme: cameras do not read it the other way round.
    <svg
      className="qr"
      viewBox={`-4 -4 ${drawn.size + 8} ${drawn.size + 8}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect x="-4" y="-4" width={drawn.size + 8} height={drawn.size + 8} fill="#fff" />
      <path d={drawn.path} fill="#000" />
    </svg>
  )
}
