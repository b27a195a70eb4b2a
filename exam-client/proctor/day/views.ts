/** The day's pages by their word in the address (`?sitting=ID&view=...`). */
export const DAY_VIEWS = ['story', 'log', 'replay', 'minutes', 'likeness'] as const
export type DayView = (typeof DAY_VIEWS)[number]

export const isDayView = (view: string | undefined): view is DayView =>
  (DAY_VIEWS as readonly (string | undefined)[]).includes(view)

/** '?sitting=s1&view=log&room=A'; empty words are left out. */
export function linkTo(sitting: string, view: string, more: Record<string, string> = {}): string {
  const words = Object.entries({ sitting, view, ...more }).filter(([, value]) => value !== '')
  return `?${new URLSearchParams(Object.fromEntries(words))}`
}

/** Path of the server for this sitting; `room` narrows it to one. */
export function dayPath(sitting: string, what: string, room = ''): string {
  const query = room === '' ? '' : `?${new URLSearchParams({ room })}`
  return `/api/proctor/sittings/${encodeURIComponent(sitting)}/${what}${query}`
}
