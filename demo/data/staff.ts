import { and, inArray, ne } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { staff } from '#db/schema/staff.ts'
import { signInStaff } from '#domain/staff/sign-in-staff.ts'
import { type DemoWorld, demoAccounts, demoStaff, demoStaffRoles } from './world.ts'

/**
 * Lets the demo's staff in once each, in order, so that each has the sign the demo's past knows them by.
 * @param issuer the demo's identity provider, where their accounts are.
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
  const signs = await ctx.db.select({ id: staff.id }).from(staff)
  if (signs.some(({ id }) => !Object.values<string>(demoStaff).includes(id)))
    throw new Error('The demo’s staff were given other signs than its past knows.')
}

/** The demo's provider may stand at another address than the last time; the people in it are the same. */
export async function moveDemoStaff(db: Db, issuer: string): Promise<void> {
  const theirs = inArray(staff.id, Object.values(demoStaff))
  await db
    .update(staff)
    .set({ issuer })
    .where(and(theirs, ne(staff.issuer, issuer)))
}
