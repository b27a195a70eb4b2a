import { audit } from '../audit/audit-store.ts'
import { and, eq, ne } from '../db/sql.ts'
import { isDuplicate } from '../db/store.ts'
import type { NewStaff, StaffChange, StaffRow } from '../protocol/http.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { StaffRole } from '../protocol/roles.ts'
import type { Services } from '../services.ts'
import { hashPassword, inventPassword, PASSWORD_LENGTH_MIN } from './password.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId'>

export async function listStaff({ store }: Pick<Services, 'store'>): Promise<StaffRow[]> {
  const rows = await store.read.select().from(store.tables.staff).orderBy(store.tables.staff.username)
  return rows.map(({ passwordHash: _, role, ...row }) => ({ ...row, role: role as StaffRole }))
}

export async function staffByUsername({ store }: Pick<Services, 'store'>, username: string) {
  const table = store.tables.staff
  const [row] = await store.read
    .select()
    .from(table)
    .where(and(eq(table.username, username), eq(table.disabled, false)))
  return row ?? null
}

export async function addStaff(services: Needs, actor: string, staff: NewStaff): Promise<StaffRow | Refusal> {
  if (staff.password.length < PASSWORD_LENGTH_MIN) return refuse('weak-password')
  const row = {
    id: services.newId(),
    username: staff.username,
    name: staff.name,
    role: staff.role,
    disabled: false,
    createdAt: services.clock.wall(),
  }
  const passwordHash = await hashPassword(staff.password)
  try {
    await services.store.transaction(async (db) => {
      await db.insert(services.store.tables.staff).values({ ...row, passwordHash })
      await audit(services, db, { actor, action: 'staff.add', subject: staff.username, detail: { role: staff.role } })
    })
  } catch (error) {
    if (isDuplicate(error)) return refuse('name-taken', { name: staff.username })
    throw error
  }
  return row
}

/** Changes a password or disables an account; both end its sign-ins. The last administrator stays. */
export async function changeStaff(
  services: Needs,
  actor: string,
  id: string,
  change: StaffChange,
): Promise<StaffRow | Refusal> {
  if (change.password !== undefined && change.password.length < PASSWORD_LENGTH_MIN) return refuse('weak-password')
  const { staff, signIn } = services.store.tables
  const passwordHash = change.password === undefined ? undefined : await hashPassword(change.password)
  return await services.store.transaction<StaffRow | Refusal>(async (db) => {
    const [row] = await db.select().from(staff).where(eq(staff.id, id))
    if (!row) return refuse('not-found', { what: 'Akun' })
    if (change.disabled && row.role === 'administrator') {
      const others = await db
        .select({ id: staff.id })
        .from(staff)
        .where(and(eq(staff.role, 'administrator'), eq(staff.disabled, false), ne(staff.id, id)))
      if (others.length === 0) return refuse('last-administrator')
    }
    const disabled = change.disabled ?? row.disabled
    await db
      .update(staff)
      .set({ disabled, passwordHash: passwordHash ?? row.passwordHash })
      .where(eq(staff.id, id))
    await db.delete(signIn).where(eq(signIn.staffId, id))
    await audit(services, db, {
      actor,
      action: 'staff.change',
      subject: row.username,
      detail: { disabled, password: passwordHash !== undefined },
    })
    return {
      id: row.id,
      username: row.username,
      name: row.name,
      role: row.role as StaffRole,
      disabled,
      createdAt: row.createdAt,
    }
  })
}

/** The first administrator of an empty data folder; the password is returned to be shown once, or null if there is one. */
export async function firstAdministrator(services: Needs): Promise<{ username: string; password: string } | null> {
  const [someone] = await services.store.read
    .select({ id: services.store.tables.staff.id })
    .from(services.store.tables.staff)
    .limit(1)
  if (someone) return null
  const password = inventPassword()
  await addStaff(services, 'system', { username: 'admin', name: 'Administrator', role: 'administrator', password })
  return { username: 'admin', password }
}
