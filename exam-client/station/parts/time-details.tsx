import { inTime } from './in-time.tsx'

/** The dialog of `time-dialog.tsx`; its code comes after the page. */
export const TimeDetails = inTime(async () => (await import('./time-dialog.tsx')).TimeDialog)
