import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { customers } from '#db/schema/identity.ts'
import { record } from './audit/record.ts'
import { onBothEngines } from './testing/world.ts'
import { change, read } from './transaction.ts'

const sqlState = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) })

onBothEngines('transaction', (world) => {
  it('shows a customer no row but their own, whatever is asked', async () => {
    const [mine, other] = [await world().customer(0), await world().customer(1)]
    const seen = await read(mine, (tx) => tx.select({ id: customers.id }).from(customers))
    expect(seen).toEqual([{ id: mine.subject }])
    expect(seen).not.toContainEqual({ id: other.subject })
  })

  it('keeps nothing of a change that wrote no audit row', async () => {
    const customer = await world().customer(2)
    await expect(change(customer, (tx) => tx.update(customers).set({ locale: 'en' }))).rejects.toThrow(
      'without an audit row',
    )
    const [row] = await read(customer, (tx) => tx.select({ locale: customers.locale }).from(customers))
    expect(row?.locale).toBe('kk')
  })

  it('keeps neither the change nor the audit row when something breaks between them', async () => {
    const customer = await world().customer(3)
    const before = await world().audited()
    await expect(
      change(customer, async (tx) => {
        await tx.update(customers).set({ locale: 'en' })
        await record(customer, tx, { action: 'profile.locale-changed' })
        throw new Error('power cut')
      }),
    ).rejects.toThrow('power cut')
    expect(await world().audited()).toEqual(before)
  })

  it('lets a look write nothing', async () => {
    const system = world().system()
    await expect(read(system, (tx) => tx.execute(sql`delete from holdings`))).rejects.toEqual(
      sqlState('25006'),
    )
  })

  it('refuses to change or remove what is append-only, even for the owner', async () => {
    await expect(world().db.execute(sql`delete from audit_log`)).rejects.toEqual(sqlState('42501'))
    await expect(world().db.execute(sql`update consent_decisions set outcome = 'given'`)).rejects.toEqual(
      sqlState('42501'),
    )
    await expect(world().db.execute(sql`truncate events`)).rejects.toEqual(sqlState('42501'))
  })
})
