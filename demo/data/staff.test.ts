import { expect, it } from 'vitest'
import { signInStaff } from '#domain/staff/sign-in-staff.ts'
import { catalogue } from '#policy/load.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { enrolDemoStaff, moveDemoStaff } from './staff.ts'
import { demoAccounts, demoStaff, demoStaffRoles, demoWorld } from './world.ts'

onBothEngines('the demo’s staff', (world) => {
  it('keep their codes when their provider stands at another address the next time', async () => {
    const nobody = { gulsim: '', empty: '', late: '', irina: '', mark: '', serik: '' }
    await enrolDemoStaff(demoWorld(world(), catalogue(), testNow, nobody), 'http://localhost:3001')
    await moveDemoStaff(world().db, 'http://localhost:4001')
    for (const account of demoAccounts) {
      const begun = await signInStaff(world().ctx({ kind: 'staff-sign-in' }), {
        issuer: 'http://localhost:4001',
        subject: account,
        role: demoStaffRoles[account],
        iin: null,
        authenticatedAt: testNow,
      })
      expect(begun?.staffId, account).toBe(demoStaff[account])
    }
  })
})
