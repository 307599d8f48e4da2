import { desc, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { auditLog } from '#db/schema/activity.ts'
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
    expect(noted?.detail).toEqual({ codes: 0, counters: 0, files: 0, answers: 1 })
  })

  it('what has expired is removed by the worker alone', async () => {
    await expect(purgeExpired(world().system())).rejects.toMatchObject({ code: 'forbidden' })
  })
})
