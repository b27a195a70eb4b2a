/** Who may call a route. `public` is everyone, `candidate` is a signed-in station, `applicant` is somebody in the portal. */
export const ROLES = [
  'public',
  'candidate',
  'applicant',
  'proctor',
  'committee',
  'verifier',
  'writer',
  'administrator',
] as const
export type Role = (typeof ROLES)[number]
export const STAFF_ROLES = ['proctor', 'committee', 'verifier', 'writer', 'administrator'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]
