import { asc, desc, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { freshCustomer } from '#testing/customers.ts'
import { shop, smsDisclosure, tellDisclosures } from '#testing/disclosures.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { auditLog } from '../schema/activity.ts'
import { copies } from '../schema/copies.ts'
import { disclosures } from '../schema/recipients.ts'
import { jsonRows } from './json-rows.ts'

onBothEngines('rows read as one JSON value', (world) => {
  it('are those that drizzle reads: moments, bytes, lists, JSON and nulls, in the order asked for', async () => {
    const { db } = world()
    const ctx = await freshCustomer(world())
    const paid = smsDisclosure(testNow, { recipient: 'payees-abroad', to: shop, fields: ['full-name'] })
    await tellDisclosures(world(), ctx, smsDisclosure('2026-11-01T07:00:00.120Z'), paid)
    const told = eq(disclosures.customerId, ctx.subject)
    const [oldest, later] = await db
      .select()
      .from(disclosures)
      .where(told)
      .orderBy(asc(disclosures.disclosedAt))
    expect(later?.toNameSealed).toBeInstanceOf(Uint8Array)
    const newestFirst = [desc(disclosures.disclosedAt)]
    const query = { where: told, orderBy: newestFirst, limit: 5 }
    expect(await jsonRows(db, disclosures, query)).toStrictEqual([later, oldest])
    expect(await jsonRows(db, disclosures, { ...query, limit: 1 })).toStrictEqual([later])
    const logged = eq(auditLog.customerId, ctx.subject)
    const log = await db.select().from(auditLog).where(logged).orderBy(asc(auditLog.id))
    expect(log.length).toBeGreaterThan(0)
    expect(
      await jsonRows(db, auditLog, { where: logged, orderBy: [asc(auditLog.id)], limit: 50 }),
    ).toStrictEqual(log)
  })

  it('are none where there are none', async () => {
    const query = { where: eq(auditLog.customerId, crypto.randomUUID()), orderBy: [], limit: 5 }
    expect(await jsonRows(world().db, auditLog, query)).toEqual([])
  })

  it('are refused of a table with a type that JSON does not bring back as it was', async () => {
    const query = { where: undefined, orderBy: [], limit: 1 }
    await expect(jsonRows(world().db, copies, query)).rejects.toThrow('bigint')
  })
})
