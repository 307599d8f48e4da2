import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import type { Tx } from '#db/client.ts'
import { rateLimits } from '#db/schema/sessions.ts'
import { asVerb } from '#testing/as-verb.ts'
import { later } from '#testing/clock.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines } from '#testing/world.ts'
import { type Limit, takeTry } from './limits.ts'
import { bookkeep, read } from './transaction.ts'

onBothEngines('limits', (world) => {
  /** A limit of one test's own, and a way to take one try some seconds on. */
  const limited = (limit: Omit<Limit, 'name'>) => {
    const named = { name: randomUUID(), ...limit }
    return (seconds: number) =>
      takeTry(asVerb(later(world().visitor(), seconds)), [{ limit: named, who: 'somebody' }]).then(
        () => 'taken',
      )
  }

  it('the window slides: a try counts until it is as old as the window is long', async () => {
    const take = limited({ max: 3, seconds: 3600 })
    for (const at of [3500, 3590, 3599]) await take(at)
    await expect(take(3600)).rejects.toEqual(refusal('too-many', { retryAfterSeconds: 3500 }))
    await expect(take(7099)).rejects.toEqual(refusal('too-many', { retryAfterSeconds: 1 }))
    expect(await take(7100)).toBe('taken')
    await expect(take(7100)).rejects.toEqual(refusal('too-many', { retryAfterSeconds: 90 }))
  })

  it('a refused try does not prolong the wait', async () => {
    const take = limited({ max: 1, seconds: 60 })
    await take(0)
    for (let at = 1; at < 60; at += 7)
      await expect(take(at)).rejects.toEqual(refusal('too-many', { retryAfterSeconds: 60 - at }))
    expect(await take(60)).toBe('taken')
  })

  it('a role sees and counts the rows of the limits it names, and no others', async () => {
    const ctx = asVerb(world().visitor())
    const limit = { name: randomUUID(), max: 5, seconds: 60 }
    await takeTry(ctx, [{ limit, who: 'one' }])
    await takeTry(ctx, [{ limit, who: 'other' }])
    const [one, other] = ['one', 'other'].map((who) => ctx.keys.lookup('limit', `${limit.name}:${who}`))
    if (!one || !other) throw new Error('two keys')
    const named = { limitKeys: [one] }
    const forged = { keyHash: other, triedAt: [], keptUntil: ctx.now }
    const set = { triedAt: [] }
    const seen = await bookkeep(ctx, 'tries', (tx) => tx.select().from(rateLimits), named)
    expect(seen.map(({ keyHash }) => keyHash)).toEqual([one])
    const changed = await bookkeep(ctx, 'tries', (tx) => tx.update(rateLimits).set(set).returning(), named)
    expect(changed.map(({ keyHash }) => keyHash)).toEqual([one])
    const denied = expect.objectContaining({ cause: expect.objectContaining({ code: '42501' }) })
    for (const write of [
      (tx: Tx) => tx.insert(rateLimits).values({ ...forged, keyHash: randomUUID() }),
      (tx: Tx) =>
        tx.insert(rateLimits).values(forged).onConflictDoUpdate({ target: rateLimits.keyHash, set }),
      (tx: Tx) => tx.update(rateLimits).set({ keyHash: randomUUID() }),
    ])
      await expect(bookkeep(ctx, 'tries', async (tx) => write(tx), named)).rejects.toEqual(denied)
    expect(await read(ctx, (tx) => tx.select().from(rateLimits))).toEqual([])
    const [kept] = await world().db.select().from(rateLimits).where(eq(rateLimits.keyHash, other))
    expect(kept?.triedAt).toEqual([ctx.now])
  })

  it('a try that one limit refuses is not counted by another', async () => {
    const [narrow, wide] = [
      { name: randomUUID(), max: 1, seconds: 60 },
      { name: randomUUID(), max: 2, seconds: 60 },
    ]
    const ctx = asVerb(world().visitor())
    const both = () =>
      takeTry(
        ctx,
        [narrow, wide].map((limit) => ({ limit, who: 'somebody' })),
      )
    await both()
    for (let time = 0; time < 5; time++) await expect(both()).rejects.toEqual(refusal('too-many'))
    await takeTry(ctx, [{ limit: wide, who: 'somebody' }])
    await expect(takeTry(ctx, [{ limit: wide, who: 'somebody' }])).rejects.toEqual(refusal('too-many'))
  })

  it('tries that come at once are counted right, with one limit and with two', async () => {
    const shared = { name: randomUUID(), max: 10, seconds: 60 }
    const own = { name: randomUUID(), max: 4, seconds: 60 }
    const tries = Array.from({ length: 32 }, (_, nth) =>
      takeTry(asVerb(world().visitor()), [
        { limit: own, who: String(nth % 4) },
        { limit: shared, who: 'all' },
      ]),
    )
    const settled = await Promise.allSettled(tries)
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    for (const reason of refused) expect(reason).toEqual(refusal('too-many'))
  })

  it('a limit with a pace slows before it refuses', async () => {
    const take = limited({ max: 4, seconds: 3600, pace: { from: 2, seconds: 20 } })
    for (let time = 0; time < 2; time++) await take(0)
    await expect(take(5)).rejects.toEqual(refusal('too-many', { retryAfterSeconds: 15 }))
    expect(await take(20)).toBe('taken')
    await expect(take(30)).rejects.toEqual(refusal('too-many', { retryAfterSeconds: 10 }))
    expect(await take(40)).toBe('taken')
    await expect(take(60)).rejects.toEqual(refusal('too-many', { retryAfterSeconds: 3540 }))
  })

  it('a limit keeps no more tries than it lets through, and names nobody', async () => {
    const who = `somebody ${randomUUID()}`
    const limit = { name: randomUUID(), max: 2, seconds: 60 }
    const before = await world().db.select().from(rateLimits)
    for (let seconds = 0; seconds < 600; seconds += 25)
      await takeTry(asVerb(later(world().visitor(), seconds)), [{ limit, who }]).catch(() => {})
    const after = await world().db.select().from(rateLimits)
    const known = new Set(before.map(({ keyHash }) => keyHash))
    const [row, ...others] = after.filter(({ keyHash }) => !known.has(keyHash))
    expect(others).toEqual([])
    expect(row?.triedAt.length).toBeLessThanOrEqual(2)
    expect(JSON.stringify(after)).not.toContain(who)
  })
})
