import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { guardians } from '#db/schema/customers.ts'
import { auditOf } from '#testing/audit.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { invalidAt } from '#testing/expect.ts'
import { onBothEngines, testNow, type World } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { endGuardianship } from './end-guardianship.ts'
import { registerGuardian } from './register-guardian.ts'

const guardianAudit = async (world: World, customerId: string) =>
  (await auditOf(world.db, { customerId }))
    .filter(({ action }) => action.startsWith('guardian.'))
    .map(({ action, objectId }) => ({ action, objectId }))

/** Two customers of a case's own: `guardian` is the parent's reference, `system` speaks about the child. */
async function family(world: World) {
  const [child, parent] = [await freshCustomer(world), await freshCustomer(world)]
  return { child, parent: parent.subject, guardian: parent.reference, system: world.system(child.subject) }
}
const guardiansOf = ({ db }: World, { subject }: Subject) =>
  db.select().from(guardians).where(eq(guardians.customerId, subject))

onBothEngines('registering guardians', (world) => {
  it('a guardian is registered for a dependant by a system, once, and the dependant reads of it', async () => {
    const { child, parent, guardian, system } = await family(world())
    expect(await registerGuardian(system, { guardian })).toEqual({ guardianId: parent })
    expect(await registerGuardian(system, { guardian: ` ${guardian} ` }), 'said again').toEqual({
      guardianId: parent,
    })
    expect(await guardiansOf(world(), child)).toEqual([
      { customerId: child.subject, guardianId: parent, registeredAt: testNow },
    ])
    const registered = { action: 'guardian.registered', objectId: parent }
    expect(await guardianAudit(world(), child.subject)).toEqual([registered])
    const { entries } = await listActivity(child, { kind: 'profile' })
    expect(entries.map(({ action }) => action)).toContain('guardian.registered')
  })

  it('a dependant may have several guardians, and a guardian several dependants', async () => {
    const { child, guardian, system } = await family(world())
    const [other, sibling] = [await freshCustomer(world()), await freshCustomer(world())]
    await registerGuardian(system, { guardian })
    await registerGuardian(system, { guardian: other.reference })
    await registerGuardian(world().system(sibling.subject), { guardian })
    expect(await guardiansOf(world(), child)).toHaveLength(2)
    expect(await guardiansOf(world(), sibling)).toHaveLength(1)
  })

  it('a guardian is another customer of the bank', async () => {
    const { child, guardian, system } = await family(world())
    const before = await world().db.select().from(guardians)
    const own = { guardian: child.reference }
    await expect(registerGuardian(system, own)).rejects.toMatchObject(invalidAt('guardian', 'guardian.self'))
    const nobody = { guardian: 'C-0' }
    await expect(registerGuardian(system, nobody)).rejects.toMatchObject(
      invalidAt('guardian', 'guardian.unknown'),
    )
    for (const wrong of [{}, { guardian: ' ' }, { guardian: 'x'.repeat(65) }, { guardian: 7 }])
      await expect(registerGuardian(system, wrong)).rejects.toMatchObject(
        invalidAt('guardian', 'customer.reference'),
      )
    const unknown = world().system(randomUUID())
    await expect(registerGuardian(unknown, { guardian })).rejects.toMatchObject({ code: 'not-found' })
    expect(await world().db.select().from(guardians)).toEqual(before)
  })

  it('a guardianship ends for that dependant alone, and only once', async () => {
    const { child, parent, guardian, system } = await family(world())
    const sibling = await freshCustomer(world())
    await registerGuardian(system, { guardian })
    await registerGuardian(world().system(sibling.subject), { guardian })
    expect(await endGuardianship(system, { guardian })).toEqual({ guardianId: parent })
    expect(await guardiansOf(world(), child)).toEqual([])
    expect(await guardiansOf(world(), sibling)).toHaveLength(1)
    expect((await guardianAudit(world(), child.subject)).at(-1)).toEqual({
      action: 'guardian.ended',
      objectId: parent,
    })
    const before = (await guardianAudit(world(), child.subject)).length
    await expect(endGuardianship(system, { guardian })).rejects.toMatchObject({ code: 'not-found' })
    expect(await guardianAudit(world(), child.subject)).toHaveLength(before)
  })

  it('guardians are named by systems alone', async () => {
    const { child, guardian } = await family(world())
    for (const ctx of [
      world().visitor(),
      world().staff(child.subject),
      world().staff(child.subject, 'officer'),
      world().worker(),
      child,
    ]) {
      await expect(registerGuardian(ctx, { guardian })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(endGuardianship(ctx, { guardian })).rejects.toMatchObject({ code: 'forbidden' })
    }
    await expect(registerGuardian(world().system(), { guardian })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})
