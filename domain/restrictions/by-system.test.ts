import { expect, it } from 'vitest'
import { actionsOf } from '#testing/audit.ts'
import { at, minutesOn, secondsOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { lockedBy, refusal } from '#testing/expect.ts'
import { restrictionRows } from '#testing/restrictions.ts'
import { onBothEngines } from '#testing/world.ts'
import { endRestriction } from './end-restriction.ts'
import { listRestrictions } from './list-restrictions.ts'
import { putRestriction } from './put-restriction.ts'

onBothEngines('a restriction by a system', (world) => {
  const said = {
    field: 'phone',
    reason: 'breach-alleged',
    allowed: ['law', 'court', 'law'],
    evidence: 'CRM-7/118',
  }
  const ending = { field: 'phone', reason: 'breach-not-confirmed', evidence: 'CRM-7/119' }

  it('a system restricts and lifts, and saying the same again changes nothing', async () => {
    const customer = await freshCustomer(world())
    const system = world().system(customer.subject)
    const answer = { field: 'phone', since: system.now, reason: 'breach-alleged', allowed: ['court', 'law'] }
    expect(await putRestriction(system, said)).toEqual(answer)
    const before = await world().audited()
    expect(await putRestriction(at(system, minutesOn(1)), { ...said, evidence: 'CRM-9' })).toEqual(answer)
    expect(await world().audited()).toEqual(before)
    expect(await listRestrictions(system)).toEqual([answer])
    for (const other of [{ allowed: ['court'] }, { reason: 'customer-demanded' }])
      await expect(putRestriction(system, { ...said, ...other })).rejects.toEqual(
        lockedBy('restriction.set-already'),
      )
    expect(await endRestriction(at(system, secondsOn(9)), ending)).toEqual({ liftedAt: secondsOn(9) })
    expect(await endRestriction(at(system, secondsOn(10)), ending)).toEqual({ liftedAt: null })
    expect(await listRestrictions(system)).toEqual([])
    const kinds = await restrictionRows(world(), customer, 'phone')
    expect(kinds.map(({ kind, actorKind, actorId }) => [kind, actorKind, actorId])).toEqual([
      ['set', 'system', 'core-banking'],
      ['lifted', 'system', 'core-banking'],
    ])
    expect(await actionsOf(world().db, { customerId: customer.subject })).toEqual([
      'customer.registered',
      'restriction.set',
      'restriction.lifted',
    ])
  })

  it('a restriction of one customer is none of another', async () => {
    const [one, other] = [await freshCustomer(world()), await freshCustomer(world())]
    await putRestriction(world().system(one.subject), said)
    expect(await listRestrictions(world().system(other.subject))).toEqual([])
    expect(await endRestriction(world().system(other.subject), ending)).toEqual({ liftedAt: null })
    expect(await listRestrictions(world().system(one.subject))).toHaveLength(1)
  })

  it('a restriction with a name for evidence, an unknown field or ground is refused, and so are other actors', async () => {
    const customer = await freshCustomer(world())
    const system = world().system(customer.subject)
    for (const [wrong, path] of [
      [{ evidence: 'Omarova G.' }, 'evidence'],
      [{ field: 'soul' }, 'field'],
      [{ allowed: 'court' }, 'allowed'],
      [{ reason: 'set-by-mistake' }, 'reason'],
    ] as const)
      await expect(putRestriction(system, { ...said, ...wrong })).rejects.toEqual(
        refusal('invalid', { issues: [expect.objectContaining({ path })] }),
      )
    for (const ctx of [customer, world().staff(customer.subject, 'officer'), world().worker()])
      for (const verb of [putRestriction, endRestriction, listRestrictions])
        await expect(verb(ctx, said)).rejects.toEqual(refusal('forbidden'))
    expect(await restrictionRows(world(), customer, 'phone')).toEqual([])
  })
})
