import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { auditLog, traceCounts } from '#db/schema/activity.ts'
import { nobody } from '#db/schema/roles.ts'
import { auditOf } from '#testing/audit.ts'
import { at, daysOn, hoursOn, later } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines } from '#testing/world.ts'
import type { TracedAction } from './actions.ts'
import { showComplaint } from './complaints/show-complaint.ts'
import type { Ctx } from './context.ts'
import { addressMark } from './limits.ts'
import { showLook } from './looks/show-look.ts'
import { traceBounds } from './record.ts'
import { requestCode } from './sessions/request-code.ts'
import { verifyCode } from './sessions/verify-code.ts'
import { signInStaff } from './staff/sign-in-staff.ts'

onBothEngines('traces of what changes nothing', (world) => {
  const rows = async (customerId: string, action: TracedAction) =>
    (
      await world()
        .db.select()
        .from(auditLog)
        .where(and(eq(auditLog.customerId, customerId), eq(auditLog.action, action)))
    ).length
  const counts = async (customerId: string, action: TracedAction, hour: Date) =>
    (
      await world()
        .db.select()
        .from(traceCounts)
        .where(
          and(
            eq(traceCounts.customerId, customerId),
            eq(traceCounts.action, action),
            eq(traceCounts.hour, hour),
          ),
        )
    )
      .map(({ count }) => count)
      .sort()
  /** A visitor at a time of one test's own. */
  const visitor = (now: Date, address = '192.0.2.7'): Ctx => {
    const one = at(world().visitor(), now)
    return { ...one, browser: { ...one.browser, address } }
  }
  let numbers = 0
  const unknown = () => {
    numbers += 1
    return `+7705${String(1_000_000 + numbers)}`
  }

  it('of one network’s requests for codes to unknown numbers ten an hour are rows, and all are counted', async () => {
    const [now, action] = [daysOn(10), 'sign-in.code-requested'] as const
    const before = await rows(nobody, action)
    for (let time = 0; time < 13; time++) await requestCode(visitor(now), { phone: unknown() })
    expect(await rows(nobody, action)).toBe(before + 10)
    expect(await counts(nobody, action, now)).toEqual([13])
    await requestCode(visitor(now, '192.0.2.8'), { phone: unknown() })
    expect(await rows(nobody, action), 'another network').toBe(before + 11)
    await requestCode(later(visitor(now), 3600), { phone: unknown() })
    expect(await rows(nobody, action), 'another hour').toBe(before + 12)
  })

  it('a customer’s own requests and failed entries are all in their log, whatever others do', async () => {
    const now = daysOn(20)
    const { subject, phone } = await freshCustomer(world())
    for (let time = 0; time < 13; time++) {
      const stranger = visitor(now, '192.0.2.9')
      await expect(verifyCode(stranger, { phone, code: '123456' })).rejects.toEqual(refusal('invalid'))
    }
    expect(await rows(subject, 'sign-in.failed')).toBe(13)
    await requestCode(visitor(now, '192.0.2.9'), { phone })
    expect(await rows(subject, 'sign-in.code-requested')).toBe(1)
  })

  it('of entries for unknown numbers ten an hour of a network are rows', async () => {
    const [now, action] = [daysOn(30), 'sign-in.failed'] as const
    const before = await rows(nobody, action)
    for (let time = 0; time < 12; time++)
      await expect(verifyCode(visitor(now), { phone: unknown(), code: '123456' })).rejects.toEqual(
        refusal('invalid'),
      )
    expect(await rows(nobody, action)).toBe(before + 10)
    expect(await counts(nobody, action, now)).toEqual([12])
  })

  it('a customer’s questions about what there is not are ten rows an hour in their log', async () => {
    const mine = at(await freshCustomer(world()), hoursOn(50))
    for (const [verb, action, named] of [
      [showComplaint, 'complaint.not-found', 'caseId'],
      [showLook, 'look.not-found', 'lookId'],
    ] as const) {
      for (let time = 0; time < 12; time++)
        await expect(verb(mine, { [named]: randomUUID() })).rejects.toEqual(refusal('not-found'))
      expect(await rows(mine.subject, action)).toBe(10)
      expect(await counts(mine.subject, action, hoursOn(50))).toEqual([12])
    }
  })

  it('people without a role whom nobody knows are ten rows an hour', async () => {
    const door: Ctx = { ...world().ctx({ kind: 'staff-sign-in' }), now: hoursOn(60) }
    const before = await rows(nobody, 'staff.refused')
    for (let time = 0; time < 12; time++) {
      const vouched = { issuer: 'https://id.example.kz', subject: randomUUID(), role: null, iin: null }
      expect(await signInStaff(door, { ...vouched, authenticatedAt: door.now })).toBeNull()
    }
    expect(await rows(nobody, 'staff.refused')).toBe(before + 10)
    const [row] = await auditOf(world().db, { customerId: nobody, action: 'staff.refused' })
    expect(row?.detail).toEqual({ address: addressMark(door) })
  })

  it('a hundred networks an hour have rows; all others are counted together', async () => {
    const [now, action] = [daysOn(40), 'sign-in.code-requested'] as const
    const sources = Array.from({ length: traceBounds.sources }, (_, nth) => ({
      ...{ customerId: nobody, action, hour: now, source: `source ${nth}`, count: 1 },
    }))
    await world().db.insert(traceCounts).values(sources)
    const before = await rows(nobody, action)
    for (const address of ['203.0.113.1', '203.0.113.2', '203.0.113.3'])
      await requestCode(visitor(now, address), { phone: unknown() })
    expect(await rows(nobody, action)).toBe(before)
    const of = await world().db.select().from(traceCounts).where(eq(traceCounts.hour, now))
    expect(of.filter(({ source }) => source === '')).toMatchObject([{ count: 3 }])
    expect(of).toHaveLength(traceBounds.sources + 1)
  })
})
