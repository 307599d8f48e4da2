import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { events } from '#db/schema/events.ts'
import { messages } from '#db/schema/messages.ts'
import { restrictions } from '#db/schema/restrictions.ts'
import { catalogue } from '#policy/load.ts'
import { actionsOf, auditOf } from '#testing/audit.ts'
import { at, minutesOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalidAt, invalidFor, lockedBy, refusal } from '#testing/expect.ts'
import { heldCustomer } from '#testing/holdings.ts'
import { searchFor } from '#testing/measures.ts'
import { demanded, restrictedBy, restrictionRows } from '#testing/restrictions.ts'
import { onBothEngines, type World } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { registerGuardian } from '../customers/register-guardian.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { liftRestriction } from './lift-restriction.ts'
import { restrictField } from './restrict-field.ts'
import { showRestrictions } from './show-restrictions.ts'

const lifting = { field: 'address', reason: 'customer-asked', evidence: 'Өтініш № 19' }
const noticesOf = async ({ db }: World, customerId: string) =>
  (await db.select().from(messages).where(eq(messages.customerId, customerId)))
    .filter(({ kind }) => kind.startsWith('field-') || kind.startsWith('restriction-'))
    .map(({ kind, channel }) => `${kind} ${channel}`)
    .sort()
const eventsOf = async ({ db }: World, customerId: string) =>
  (await db.select().from(events).where(eq(events.customerId, customerId)).orderBy(events.number)).map(
    ({ type, objectId }) => ({ type, objectId }),
  )

onBothEngines('a restriction at the desk', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  it('an agent restricts a field, a supervisor lifts it, and both are logged, told to the customer and to systems', async () => {
    const customer = await heldCustomer(world())
    const agent = await world().signedInStaff()
    await restrictedBy(agent, customer, 'address', { evidence: ' Өтініш   № 18 ' })
    const supervisor = await world().signedInStaff('supervisor')
    const searchId = await searchFor(supervisor, customer)
    const shown = await showRestrictions(supervisor, { searchId })
    expect(shown).toMatchObject({
      mayLift: true,
      restrictions: [
        {
          field: 'address',
          reason: 'customer-demanded',
          allowed: ['court', 'law'],
          by: agent.actor.staffId,
          evidence: 'Өтініш № 18',
        },
      ],
    })
    const offered = shown.choices.flatMap(({ fields }) => fields.map(({ id }) => id))
    expect(offered).toContain('phone')
    expect(offered).not.toContain('address')
    await liftRestriction(at(supervisor, minutesOn(5)), { searchId, ...lifting })
    const rows = await restrictionRows(world(), customer, 'address')
    expect(rows.map(({ number, kind, reason, allowed }) => ({ number, kind, reason, allowed }))).toEqual([
      { number: 1, kind: 'set', reason: 'customer-demanded', allowed: ['court', 'law'] },
      { number: 2, kind: 'lifted', reason: 'customer-asked', allowed: [] },
    ])
    const told = await auditOf(world().db, { customerId: customer.subject })
    expect(
      told
        .filter(({ action }) => action.startsWith('restriction.'))
        .map(({ action, actorId, detail, objectId }) => ({ action, actorId, detail, objectId })),
    ).toEqual([
      {
        action: 'restriction.set',
        actorId: agent.actor.staffId,
        detail: { field: 'address', reason: 'customer-demanded' },
        objectId: rows[0]?.id,
      },
      {
        action: 'restriction.lifted',
        actorId: supervisor.actor.staffId,
        detail: { field: 'address', reason: 'customer-asked' },
        objectId: rows[1]?.id,
      },
    ])
    expect(JSON.stringify(told)).not.toContain('Өтініш')
    expect(await eventsOf(world(), customer.subject)).toEqual([
      { type: 'restriction.set', objectId: rows[0]?.id },
      { type: 'restriction.lifted', objectId: rows[1]?.id },
    ])
    expect(await noticesOf(world(), customer.subject)).toEqual(
      ['field-restricted', 'restriction-lifted'].flatMap((kind) => [`${kind} email`, `${kind} sms`]),
    )
    const { entries } = await listActivity(customer, { kind: 'data' })
    expect(entries.map(({ action, by, code, about }) => [action, by, code, about?.id])).toEqual([
      ['restriction.lifted', 'bank', 'customer-asked', 'address'],
      ['restriction.set', 'bank', 'customer-demanded', 'address'],
    ])
  })

  it('a field is restricted once, lifted once, and can be restricted again', async () => {
    const customer = await freshCustomer(world())
    const officer = await world().signedInStaff('officer')
    const { searchId } = await restrictedBy(officer, customer, 'address')
    await expect(restrictField(officer, { searchId, ...demanded('address') })).rejects.toEqual(
      lockedBy('restriction.set-already'),
    )
    await liftRestriction(officer, { searchId, ...lifting })
    await expect(liftRestriction(officer, { searchId, ...lifting })).rejects.toEqual(
      lockedBy('restriction.not-set'),
    )
    await restrictField(officer, { searchId, ...demanded('address', { allowed: [] }) })
    const kinds = (await restrictionRows(world(), customer, 'address')).map(({ kind }) => kind)
    expect(kinds).toEqual(['set', 'lifted', 'set'])
  })

  it('of several who restrict a field at once one does, and the others read that it is done', async () => {
    const customer = await freshCustomer(world())
    const agents = [
      await world().signedInStaff(),
      await world().signedInStaff(),
      await world().signedInStaff(),
    ]
    const tries = await Promise.all(
      agents.map(async (agent) => [agent, await searchFor(agent, customer)] as const),
    )
    const results = await Promise.allSettled(
      tries.map(([agent, searchId]) => restrictField(agent, { searchId, ...demanded('email') })),
    )
    const refused = results.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(2)
    for (const { reason } of refused) expect(reason).toEqual(lockedBy('restriction.set-already'))
    expect(await restrictionRows(world(), customer, 'email')).toHaveLength(1)
  })

  it.each([
    ['an unknown field', { field: 'soul' }, invalidAt('field', 'holding.unknown-field')],
    ['a reason to lift', { reason: 'customer-asked' }, invalidAt('reason', 'restriction.reason')],
    ['an unknown ground', { allowed: ['court', 'whim'] }, invalidFor('restriction.allowed')],
    ['no evidence', { evidence: '  ' }, invalidAt('evidence', 'restriction.evidence')],
    ['too much evidence', { evidence: 'ұ'.repeat(301) }, invalidAt('evidence', 'restriction.evidence')],
  ])('a restriction with %s is refused and changes nothing', async (_, wrong, refused) => {
    const customer = await freshCustomer(world())
    const agent = await world().signedInStaff()
    const searchId = await searchFor(agent, customer)
    const before = await world().audited()
    await expect(restrictField(agent, { searchId, ...demanded('address', wrong) })).rejects.toEqual(refused)
    expect(await world().audited()).toEqual(before)
    expect(await eventsOf(world(), customer.subject)).toEqual([])
  })

  it('nobody restricts by another’s search, a late one, about themselves or a relative; a try for another’s is logged', async () => {
    const customer = await freshCustomer(world())
    const [agent, other] = [await world().signedInStaff(), await world().signedInStaff()]
    const searchId = await searchFor(agent, customer)
    const input = { searchId, ...demanded('address') }
    await expect(restrictField(other, input)).rejects.toEqual(refusal('not-found'))
    expect(await actionsOf(world().db, { objectId: searchId })).toContain('restriction.not-found')
    await expect(restrictField(at(agent, minutesOn(31)), input)).rejects.toEqual(
      lockedBy('measure.search-over'),
    )
    const oneself = await world().signedInStaff('agent', customer.iin)
    const mine = await searchFor(oneself, customer)
    await expect(restrictField(oneself, { ...input, searchId: mine })).rejects.toEqual(
      lockedBy('restriction.oneself'),
    )
    const child = await freshCustomer(world())
    await registerGuardian(world().system(child.subject), { guardian: customer.reference })
    const childs = await searchFor(oneself, child)
    await expect(showRestrictions(oneself, { searchId: childs })).rejects.toEqual(
      lockedBy('restriction.relative'),
    )
    expect(await restrictionRows(world(), customer, 'address')).toEqual([])
  })

  it('agents do not lift, administrators, customers and systems do neither', async () => {
    const customer = await freshCustomer(world())
    const agent = await world().signedInStaff()
    const { searchId } = await restrictedBy(agent, customer, 'address')
    await expect(liftRestriction(agent, { searchId, ...lifting })).rejects.toEqual(refusal('forbidden'))
    expect(await showRestrictions(agent, { searchId })).toMatchObject({
      ...{ mayLift: false, restrictions: [{ field: 'address', evidence: null }] },
    })
    const others = [await world().signedInStaff('administrator'), customer, world().visitor()]
    for (const ctx of [...others, world().system(customer.subject), world().worker()])
      for (const verb of [restrictField, liftRestriction, showRestrictions])
        await expect(verb(ctx, { searchId, ...demanded('email') })).rejects.toEqual(refusal('forbidden'))
  })

  it('evidence is kept sealed, and the database refuses changes, other names and grounds of what is lifted', async () => {
    const customer = await freshCustomer(world())
    await restrictedBy(await world().signedInStaff(), customer, 'address')
    const [row] = await restrictionRows(world(), customer, 'address')
    if (!row) throw new Error('a field is restricted')
    expect(Buffer.from(row.evidenceSealed).toString()).not.toContain('Өтініш')
    const { db } = world()
    const own = eq(restrictions.customerId, customer.subject)
    for (const change of [
      db.update(restrictions).set({ kind: 'lifted' }).where(own),
      db.delete(restrictions),
    ])
      await expect(change).rejects.toMatchObject({ cause: { code: '42501' } })
    const put = (role: string, given: Partial<typeof row>) =>
      db.transaction(async (tx) => {
        await tx.execute(`select set_config('role', 'arqau_${role}', true)`)
        await tx.insert(restrictions).values({ ...row, id: randomUUID(), number: 2, ...given })
      })
    await expect(put('staff', { kind: 'lifted' })).rejects.toMatchObject({ cause: { code: '23514' } })
    await expect(put('staff', { actorKind: 'system' })).rejects.toMatchObject({ cause: { code: '42501' } })
    await expect(put('customer', {})).rejects.toMatchObject({ cause: { code: '42501' } })
    await expect(put('staff', { number: 1 })).rejects.toMatchObject({ cause: { code: '23505' } })
  })
})
