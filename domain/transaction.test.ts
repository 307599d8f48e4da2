import { randomUUID } from 'node:crypto'
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

  it('says so when a statement failed and the work went on as if nothing had happened', async () => {
    const customer = world().system(randomUUID())
    const before = await world().audited()
    const careless = change(customer, async (tx) => {
      await record(customer, tx, { action: 'profile.locale-changed' })
      await tx.execute(sql`select 1 / 0`).catch(() => {})
    })
    await expect(careless).rejects.toThrow()
    expect(await world().audited()).toEqual(before)
  })

  it('begins with its settings whatever characters they are made of', async () => {
    const customer = world().visitor()
    const hash = `'; set role postgres; -- \\' " $1`
    const seen = await read({ ...customer, browser: { ...customer.browser, hash } }, (tx) =>
      tx.execute(sql`select current_setting('app.browser_hash') as hash, current_user as role`),
    )
    expect(seen).toMatchObject({ rows: [{ hash, role: 'arqau_customer' }] })
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
