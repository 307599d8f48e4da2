import { randomUUIDv7 } from 'node:crypto'
import { desc, eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { auditLog, traceCounts } from '#db/schema/activity.ts'
import { messages } from '#db/schema/messages.ts'
import { nobody } from '#db/schema/roles.ts'
import { answeredRequests } from '#db/schema/systems.ts'
import { hoursOn } from '#testing/clock.ts'
import { onBothEngines } from '#testing/world.ts'
import { purgeExpired } from './purge-expired.ts'

onBothEngines('purging what systems were answered', (world) => {
  it('an answer to a system is kept for two days, in which its request may come again', async () => {
    const row = { systemId: 'core-banking', requestHash: 'x', answer: {} }
    await world()
      .db.insert(answeredRequests)
      .values([
        { ...row, key: 'old', at: hoursOn(-49) },
        { ...row, key: 'fresh', at: hoursOn(-47) },
      ])
    expect(await purgeExpired(world().worker())).toBe(1)
    const kept = await world().db.select({ key: answeredRequests.key }).from(answeredRequests)
    expect(kept).toEqual([{ key: 'fresh' }])
    const [noted] = await world()
      .db.select({ detail: auditLog.detail })
      .from(auditLog)
      .where(eq(auditLog.action, 'upkeep.purged'))
      .orderBy(desc(auditLog.id))
    expect(noted?.detail).toEqual({ codes: 0, counters: 0, files: 0, answers: 1, messages: 0, counts: 0 })
  })

  it('messages to nobody go after a day; those to customers stay, and the worker can remove none', async () => {
    const message = { kind: 'sign-in-code', channel: 'sms', state: 'void', locale: 'kk' } as const
    const from = (customerId: string, hours: number) => {
      const id = randomUUIDv7()
      return { ...message, customerId, id, createdAt: hoursOn(hours), dueAt: hoursOn(hours) }
    }
    const [old, fresh, kept] = [from(nobody, -25), from(nobody, -23), from(randomUUIDv7(), -25)]
    await world().db.insert(messages).values([old, fresh, kept])
    expect(await purgeExpired(world().worker())).toBe(1)
    await world().db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('role', 'arqau_worker', true)`)
      await tx.delete(messages).where(eq(messages.id, kept.id))
    })
    const left = await world().db.select({ id: messages.id }).from(messages)
    expect(left.map(({ id }) => id).sort()).toEqual([fresh.id, kept.id].sort())
  })

  it('counts of traces go after a day when all of them are rows, else after 90 days', async () => {
    const count = (source: string, hours: number, count: number) => ({
      ...({ customerId: nobody, action: 'sign-in.failed', hour: hoursOn(hours), source, count } as const),
    })
    await world()
      .db.insert(traceCounts)
      .values([
        count('few', -25, 10),
        count('few and fresh', -23, 10),
        count('many', -25, 11),
        count('', -25, 1),
        count('many and old', -24 * 91, 11),
      ])
    expect(await purgeExpired(world().worker())).toBe(2)
    const left = await world().db.select({ source: traceCounts.source }).from(traceCounts)
    expect(left.map(({ source }) => source).sort()).toEqual(['', 'few and fresh', 'many'])
  })

  it('what has expired is removed by the worker alone', async () => {
    await expect(purgeExpired(world().system())).rejects.toMatchObject({ code: 'forbidden' })
  })
})
