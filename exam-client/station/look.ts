import { useCallback, useMemo, useState } from 'react'
import { setTheme, THEMES, type Theme, theme as themeNow } from '../shared/theme.ts'

/** How the candidate wants to see the page: text size in percent, and the theme. Kept in this browser until she leaves. */
export interface Look {
  size: number
  theme: Theme
  setSize: (size: number) => void
  nextTheme: () => void
}

export const SIZES: readonly number[] = [85, 100, 115, 130, 150, 175, 200]
export const nextSize = (size: number, step: 1 | -1): number =>
  (step === 1 ? SIZES.find((one) => one > size) : SIZES.findLast((one) => one < size)) ?? size
export const nextTheme = (theme: Theme): Theme => THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'light'

export function useLook(): Look & { reset: () => void } {
  const [size, putSize] = useState(storedSize)
  const [theme, putTheme] = useState(themeNow)
  const setSize = useCallback((next: number) => {
    putSize(next)
    keepSize(next)
  }, [])
  return useMemo(
    () => ({
      size,
      theme,
      setSize,
      nextTheme: () => {
        setTheme(nextTheme(theme))
        putTheme(nextTheme(theme))
      },
      reset: () => setSize(100),
    }),
    [size, theme, setSize],
  )
}

function storedSize(): number {
  try {
    const kept = Number(localStorage.getItem('seleksi.station.size'))
    return SIZES.includes(kept) ? kept : 100
  } catch {
    return 100
  }
}

function keepSize(size: number): void {
  try {
    localStorage.setItem('seleksi.station.size', String(size))
  } catch {
    // the choice then lasts as long as the page
  }
}
