/** What is refused first when the disk gets low: what can wait, so that responses need not (HE3). Pure. */

/** Uploads, and files whose long reading keeps the journal from being reset. */
export const EXTRAS: readonly string[] = [
  'POST /api/banks',
  'POST /api/banks/:id/import',
  'GET /api/banks/:id/export.json',
  'POST /api/imports/vacancies',
  'POST /api/imports/candidates',
  'POST /api/outside-scores/import',
  'POST /api/applicant/applications/:id/documents/:kind',
  'POST /api/rule-sets',
  'POST /api/rescoring/preview.csv',
  'GET /api/rescoring/:proposal/changes.csv',
  'GET /api/sittings/:id/export.json',
  ...['csv', 'xlsx', 'pdf', 'json', 'qti.zip'].map((end) => `GET /api/publications/:id/export.${end}`),
]
const extras = new Set(EXTRAS)

/** True where this route (method and pattern) waits for room on the disk. */
export const isExtra = (method: string, route: string | undefined): boolean =>
  extras.has(`${method === 'HEAD' ? 'GET' : method} ${route ?? ''}`)

/** A picture taken at the desk; the same step with a reason in place of the picture goes on. */
export const isPicture = (body: unknown): boolean => {
  const { step, jpeg } = ((body ?? {}) as { move?: { step?: unknown; jpeg?: unknown } | null }).move ?? {}
  return step === 'photo' && typeof jpeg === 'string'
}
