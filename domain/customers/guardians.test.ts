import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { customers } from '#db/schema/customers.ts'
import { guardians } from '#db/schema/looks.ts'
import { auditOf } from '#testing/audit.ts'
import { invalidAt } from '#testing/expect.ts'
import { onBothEngines, testNow, type World } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { endGuardianship } from './end-guardianship.ts'
import { registerGuardian } from './register-guardian.ts'

/** The bank's own id of a customer, by which its systems name them. */
async function referenceOf(world: World, id: string): Promise<string> {
  const [row] = await world.db
    .select({ reference: customers.reference })
    .from(customers)
    .where(eq(customers.id, id))
  return row?.reference ?? ''
}
const guardianAudit = async (world: World, customerId: string) =>
  (await auditOf(world.db, { customerId }))
    .filter(({ action }) => action.startsWith('guardian.'))
    .map(({ action, objectId }) => ({ action, objectId }))

onBothEngines('registering guardians', (world) => {
  let child: Awaited<ReturnType<World['customer']>>
  let parent: string
  let guardian: string

  it('a guardian is registered for a dependant by a system, once, and the dependant reads of it', async () => {
    child = await world().customer(0)
    parent = (await world().customer(1)).subject
    guardian = await referenceOf(world(), parent)
    const system = world().system(child.subject)
    expect(await registerGuardian(system, { guardian })).toEqual({ guardianId: parent })
    expect(await registerGuardian(system, { guardian: ` ${guardian} ` }), 'said again').toEqual({
      guardianId: parent,
    })
    expect(await world().db.select().from(guardians)).toEqual([
      { customerId: child.subject, guardianId: parent, registeredAt: testNow },
    ])
    const registered = { action: 'guardian.registered', objectId: parent }
    expect(await guardianAudit(world(), child.subject)).toEqual([registered])
    const { entries } = await listActivity(child, { kind: 'profile' })
    expect(entries.map(({ action }) => action)).toContain('guardian.registered')
  })

  it('a dependant may have several guardians, and a guardian several dependants', async () => {
    const [other, sibling] = [await world().customer(2), await world().customer(3)]
    await registerGuardian(world().system(child.subject), {
      guardian: await referenceOf(world(), other.subject),
    })
    await registerGuardian(world().system(sibling.subject), { guardian })
    expect(await world().db.select().from(guardians)).toHaveLength(3)
  })

  it('a guardian is another customer of the bank', async () => {
    const system = world().system(child.subject)
    const own = { guardian: await referenceOf(world(), child.subject) }
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
    expect(await world().db.select().from(guardians)).toHaveLength(3)
  })

  it('a guardianship ends for that dependant alone, and only once', async () => {
    const system = world().system(child.subject)
    expect(await endGuardianship(system, { guardian })).toEqual({ guardianId: parent })
    const left = await world().db.select().from(guardians).where(eq(guardians.guardianId, parent))
    expect(left).toHaveLength(1)
    expect((await guardianAudit(world(), child.subject)).at(-1)).toEqual({
      action: 'guardian.ended',
      objectId: parent,
    })
    const before = (await guardianAudit(world(), child.subject)).length
    await expect(endGuardianship(system, { guardian })).rejects.toMatchObject({ code: 'not-found' })
    expect(await guardianAudit(world(), child.subject)).toHaveLength(before)
  })

  it('guardians are named by systems alone', async () => {
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
