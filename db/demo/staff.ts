import { staff } from '#db/schema/staff.ts'
import { signInStaff } from '#domain/identity/sign-in-staff.ts'
import { type DemoWorld, demoAccounts, demoStaff, demoStaffRoles } from './world.ts'

/**
 * Lets the demo's staff in once each, in order, so that each has the sign the demo's past knows them by.
 * @param issuer the demo's identity provider, where their accounts are.
 */
export async function enrolDemoStaff(world: DemoWorld, issuer: string): Promise<void> {
  const at = world.daysAgo(500)
  const ctx = { ...world.worker(at), actor: { kind: 'entrance' } as const }
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
