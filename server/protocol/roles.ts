/** Who may call a route. `public` is everyone, `candidate` is a signed-in station. */
export const ROLES = ['public', 'candidate', 'proctor', 'committee', 'verifier', 'writer', 'administrator'] as const
export type Role = (typeof ROLES)[number]
export const STAFF_ROLES = ['proctor', 'committee', 'verifier', 'writer', 'administrator'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]
