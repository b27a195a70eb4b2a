import type { KeyboardEvent } from 'react'

/** Arrows walk the tiles as they stand on the screen; Home and End go to the first and the last. */
export function walkTiles(event: KeyboardEvent<HTMLElement>): void {
  const here = (event.target as HTMLElement).closest<HTMLElement>('.p-tile')
  if (!here) return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.p-tile')]
  const next = goal(event.key, all, all.indexOf(here))
  if (!next) return
  event.preventDefault()
  next.querySelector('input')?.focus()
}

function goal(key: string, all: HTMLElement[], at: number): HTMLElement | undefined {
  switch (key) {
    case 'ArrowRight':
      return all[at + 1]
    case 'ArrowLeft':
      return all[at - 1]
    case 'ArrowDown':
      return below(all.slice(at + 1), all[at], 1)
    case 'ArrowUp':
      return below(all.slice(0, at).reverse(), all[at], -1)
    case 'Home':
      return all[0]
    case 'End':
      return all.at(-1)
  }
}

const NEAR_PX = 4

/** The first of `ahead` in the same column, one row on (1 down, -1 up). */
function below(ahead: HTMLElement[], here: HTMLElement | undefined, sign: 1 | -1): HTMLElement | undefined {
  const box = here?.getBoundingClientRect()
  if (!box) return undefined
  return ahead.find((tile) => {
    const other = tile.getBoundingClientRect()
    return sign * (other.top - box.top) > NEAR_PX && Math.abs(other.left - box.left) < NEAR_PX
  })
}
