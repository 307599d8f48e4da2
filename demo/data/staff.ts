import { and, inArray, ne } from 'drizzle-orm'
import { asRole } from '#db/as-role.ts'
import type { Db } from '#db/client.ts'
import { staffRole } from '#db/schema/roles.ts'
import { staff } from '#db/schema/staff.ts'
import { signInStaff } from '#domain/staff/sign-in-staff.ts'
import { type DemoWorld, demoAccounts, demoStaff, demoStaffRoles } from './world.ts'

/**
 * Signs each of the demo's staff in once, in order, so that each gets the staff code that the demo's past uses.
 * @param issuer the demo's identity provider, which has their accounts.
 */
export async function enrolDemoStaff(world: DemoWorld, issuer: string): Promise<void> {
  const at = world.daysAgo(500)
  const ctx = { ...world.worker(at), actor: { kind: 'staff-sign-in' } as const }
  for (const account of demoAccounts)
    await signInStaff(ctx, {
      issuer,
      subject: account,
      role: demoStaffRoles[account],
      iin: null,
      authenticatedAt: at,
    })
  const staffIds = await asRole(ctx.db, staffRole, (tx) => tx.select({ id: staff.id }).from(staff))
  if (staffIds.some(({ id }) => !Object.values<string>(demoStaff).includes(id)))
    throw new Error('The demo’s staff were given other codes than its past knows.')
}

/** Moves the demo's staff to the provider's address of this start, which may differ from the last. */
export async function moveDemoStaff(db: Db, issuer: string): Promise<void> {
  const theirs = inArray(staff.id, Object.values(demoStaff))
  await asRole(db, staffRole, (tx) =>
    tx
      .update(staff)
      .set({ issuer })
      .where(and(theirs, ne(staff.issuer, issuer))),
  )
}
