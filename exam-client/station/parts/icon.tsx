const PATHS = {
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5.5l3.5 2',
  flag: 'M6 21V4M6 4.5h11.5l-2.5 4 2.5 4H6',
  check: 'M4.5 12.5l5 5L19.5 7',
  warning: 'M12 4L2.5 20h19zM12 10v4.5M12 17.2v.1',
  offline:
    'M3 3l18 18M5 12.5a10 10 0 0 1 4-2.3M19 12.5a10 10 0 0 0-5-2.7M8.5 16a5 5 0 0 1 6 0M2 8.8a15 15 0 0 1 4-2.4M22 8.8a15 15 0 0 0-11-3.6M12 19.6v.1',
  pause: 'M8 5v14M16 5v14',
  left: 'M14.5 5l-7 7 7 7',
  right: 'M9.5 5l7 7-7 7',
  clear: 'M6 6l12 12M18 6L6 18',
  help: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.2 9.5a2.8 2.8 0 1 1 4 2.5c-.8.4-1.2.9-1.2 1.8M12 17v.1',
  message: 'M4 5h16v11H9l-5 4z',
  lock: 'M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11M12 14.5v2',
  screen: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4M12 11v6M9.5 14.5l2.5 2.5 2.5-2.5',
  tabs: 'M3 8h13v12H3zM8 8V4h13v12h-5',
  place: 'M12 21s-7-6-7-11.5a7 7 0 0 1 14 0C19 15 12 21 12 21zM12 7a2.6 2.6 0 1 0 0 5.2A2.6 2.6 0 0 0 12 7z',
  saving: 'M12 4v9M8 9.5l4 4 4-4M5 16v3.5h14V16',
} as const
export type IconName = keyof typeof PATHS | 'contrast'

/** Line icons in the colour of the text. Always beside a word or under an `aria-label`, so hidden from readers. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {name === 'contrast' ? (
        <>
          <circle cx="12" cy="12" r="9" />
          <path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor" stroke="none" />
        </>
      ) : (
        <path d={PATHS[name]} />
      )}
    </svg>
  )
}
