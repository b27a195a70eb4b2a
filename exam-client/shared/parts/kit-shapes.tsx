/** Small drawn signs: each state has its own outline, so that no meaning hangs on colour alone. */
const PATHS = {
  dot: 'M8 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8z',
  ring: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zm0 2a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  dashed:
    'M7 2h2v2H7zM7 12h2v2H7zM2 7h2v2H2zM12 7h2v2h-2zM3.5 3.5H5V5H3.5zM11 3.5h1.5V5H11zM3.5 11H5v1.5H3.5zM11 11h1.5v1.5H11z',
  half: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zm0 2v8a4 4 0 0 0 0-8z',
  play: 'M4 2.5l9 5.5-9 5.5z',
  check: 'M13.7 3.9l1.4 1.4-8.6 8.7L1.2 8.8l1.4-1.4 3.9 3.8z',
  cross: 'M3.4 2L8 6.6 12.6 2 14 3.4 9.4 8l4.6 4.6-1.4 1.4L8 9.4 3.4 14 2 12.6 6.6 8 2 3.4z',
  triangle: 'M8 1.5L15.5 14.5H.5zM7 6v4.5h2V6zm0 5.5v1.7h2v-1.7z',
  pause: 'M3 2h4v12H3zM9 2h4v12H9z',
  clock:
    'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zm0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM7.2 5h1.6v3l2.1 1.7-1 1.2L7.2 8.7z',
  square: 'M3 3h10v10H3z',
  away: 'M1.5 2.5h13v9h-13zm2 2v5h9v-5zM5 13h6v1.5H5z',
  broken: 'M1 7h4v2H1zM11 7h4v2h-4zM6 4.5l1.2-1.2 4 8.2L10 12.7z',
  info: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM7 7v5h2V7zm0-3v2h2V4z',
  up: 'M8 4l5 6H3z',
  down: 'M8 12L3 6h10z',
  both: 'M8 2l4 5H4zM8 14L4 9h8z',
} as const

export type ShapeName = keyof typeof PATHS

export function Shape({ name, size = 16 }: { name: ShapeName; size?: number }) {
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="currentColor" fillRule="evenodd" />
    </svg>
  )
}
