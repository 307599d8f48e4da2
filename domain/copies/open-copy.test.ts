import { createHash } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { copyChunks, copyDownloads } from '#db/schema/copies.ts'
import { sessions } from '#db/schema/sessions.ts'
import { actionsOf } from '#testing/audit.ts'
import { at, hoursOn, minutesOn } from '#testing/clock.ts'
import { bytesOf, downloaded, makingOf } from '#testing/copies.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { lockedBy, refusal } from '#testing/expect.ts'
import { onBothEngines, testNow, type World } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import type { Ctx } from '../context.ts'
import { askForCopy } from './ask-for-copy.ts'
import { endCopy } from './end-copy.ts'
import { makeDueCopy } from './make-due-copy.ts'
import { openCopy } from './open-copy.ts'
import { showCopy } from './show-copy.ts'

/** A copy of several chunks: its digest is long and cannot be packed. */
async function longCopy(world: World, ctx: Subject): Promise<string> {
  const { id } = await askForCopy(ctx, { parts: ['profile'] })
  const blocks = Array.from({ length: 9000 }, (_, nth) => createHash('sha256').update(String(nth)).digest())
  const digest = async () => Buffer.concat(blocks)
  expect(await makeDueCopy(world.worker(), makingOf({ digest }))).toBe('ready')
  return id
}
const otherSession = (ctx: Subject): Ctx => ({
  ...ctx,
  actor: { kind: 'customer', sessionId: '01a00000-0000-7000-8000-000000000001', verifiedAt: ctx.now },
})

onBothEngines('a copy that is downloaded', (world) => {
  it('is the same in any ranges, whatever chunks they touch', async () => {
    const ctx = await freshCustomer(world())
    const copyId = await longCopy(world(), ctx)
    const whole = await downloaded(ctx, copyId)
    expect(whole.length).toBeGreaterThan(4 * 64 * 1024)
    expect((await showCopy(ctx, { copyId })).hash).toBe(createHash('sha256').update(whole).digest('hex'))
    const place = fc.integer({ min: 1, max: whole.length - 1 })
    await fc.assert(
      fc.asyncProperty(place, place, async (one, other) => {
        const [first, last] = [Math.min(one, other), Math.max(one, other)]
        await world().db.update(copyDownloads).set({ served: 0 }).where(eq(copyDownloads.copyId, copyId))
        const opened = await openCopy(ctx, { copyId, range: `bytes=${first}-${last}` })
        expect(opened).toMatchObject({ kind: 'range', range: { first, last }, bytes: whole.length })
        expect((await bytesOf(opened.content)).equals(whole.subarray(first, last + 1))).toBe(true)
      }),
      { numRuns: 12 },
    )
  })

  it('answers ranges beyond the end, backwards, from the end and many at once as the RFC says', async () => {
    const ctx = await freshCustomer(world())
    const copyId = await longCopy(world(), ctx)
    const head = await openCopy(ctx, { copyId, headOnly: true })
    const { bytes, etag } = head
    const kind = async (range: string, ifRange: string | null = null) => {
      const opened = await openCopy(ctx, { copyId, range, ifRange, headOnly: true })
      return opened.kind === 'range' ? [opened.range.first, opened.range.last] : opened.kind
    }
    expect(await kind(`bytes=${bytes}-`)).toBe('none')
    expect(await kind(`bytes=${bytes + 5}-${bytes + 9}`)).toBe('none')
    expect(await kind('bytes=-0')).toBe('none')
    expect(await kind(`bytes=5-${bytes * 9}`)).toEqual([5, bytes - 1])
    expect(await kind('bytes=-10')).toEqual([bytes - 10, bytes - 1])
    expect(await kind(`bytes=-${bytes * 9}`)).toEqual([0, bytes - 1])
    for (const ignored of [
      'bytes=9-5',
      'bytes=0-1,5-9',
      'bytes=',
      'bytes=-',
      'rows=1-2',
      'bytes=a-b',
      'bytes=0x1-',
    ])
      expect(await kind(ignored), ignored).toBe('all')
    expect(await kind('bytes=5-9', etag)).toEqual([5, 9])
    expect(await kind('bytes=5-9', '"another"')).toBe('all')
    expect(await kind('bytes=5-9', `W/${etag}`)).toBe('all')
    expect(await actionsOf(world().db, { objectId: copyId })).toEqual(['copy.asked', 'copy.ready'])
  })

  it('counts five downloads at their first byte, and no continuation', async () => {
    const ctx = await freshCustomer(world())
    const copyId = await longCopy(world(), ctx)
    const begin = (by: Ctx) => openCopy(by, { copyId, range: 'bytes=0-9' })
    for (let count = 1; count <= 5; count += 1) {
      await begin(ctx)
      await openCopy(ctx, { copyId, range: 'bytes=10-' })
      expect((await showCopy(ctx, { copyId })).downloadsLeft).toBe(5 - count)
    }
    await expect(begin(ctx)).rejects.toEqual(lockedBy('copy.used-up'))
    await openCopy(at(ctx, hoursOn(23)), { copyId, range: 'bytes=10-' })
    await expect(openCopy(at(ctx, hoursOn(25)), { copyId, range: 'bytes=10-' })).rejects.toEqual(
      lockedBy('copy.used-up'),
    )
    // Another session has begun none, so what it asks for begins one.
    await expect(openCopy(otherSession(ctx), { copyId, range: 'bytes=10-' })).rejects.toEqual(
      lockedBy('copy.used-up'),
    )
    const told = (await listActivity(ctx)).entries.filter(({ action }) => action === 'copy.downloaded')
    expect(told).toHaveLength(5)
  })

  it('begins with a fresh code, and goes on without', async () => {
    const ctx = await freshCustomer(world())
    const copyId = await longCopy(world(), ctx)
    const stale = at(ctx, minutesOn(11))
    await expect(openCopy(stale, { copyId })).rejects.toEqual(refusal('step-up'))
    await expect(openCopy(stale, { copyId, range: 'bytes=10-' })).rejects.toEqual(refusal('step-up'))
    await openCopy(ctx, { copyId })
    await openCopy(stale, { copyId, range: 'bytes=10-' })
    expect((await showCopy(ctx, { copyId })).downloads).toHaveLength(1)
  })

  it('continues a download up to twice the file, and begins another one beyond it', async () => {
    const ctx = await freshCustomer(world())
    const copyId = await longCopy(world(), ctx)
    const { bytes } = await openCopy(ctx, { copyId, headOnly: true })
    const stale = at(ctx, minutesOn(60))
    const rest = async (by: Ctx) =>
      (await bytesOf((await openCopy(by, { copyId, range: 'bytes=1-' })).content)).length
    await bytesOf((await openCopy(ctx, { copyId, range: 'bytes=0-0' })).content)
    // Two ranges that are permitted at once have no more together than one after the other.
    const atOnce = await Promise.all([0, 1, 2].map(() => openCopy(stale, { copyId, range: 'bytes=1-' })))
    const sent = await Promise.allSettled(atOnce.map(({ content }) => bytesOf(content)))
    expect(sent.filter(({ status }) => status === 'rejected')).toEqual([
      { status: 'rejected', reason: lockedBy('copy.used-up') },
    ])
    await expect(rest(stale)).rejects.toEqual(refusal('step-up'))
    expect((await showCopy(ctx, { copyId })).downloads).toHaveLength(1)
    expect(await rest(ctx)).toBe(bytes - 1)
    expect((await showCopy(ctx, { copyId })).downloads).toHaveLength(2)
    const begun = (await actionsOf(world().db, { objectId: copyId })).filter(
      (action) => action !== 'copy.asked',
    )
    expect(begun).toEqual(['copy.ready', 'copy.downloaded', 'copy.downloaded'])
  })

  it('ends in the middle when it is erased meanwhile', async () => {
    const ctx = await freshCustomer(world())
    const copyId = await longCopy(world(), ctx)
    const { content } = await openCopy(ctx, { copyId })
    await endCopy(ctx, { copyId })
    await expect(bytesOf(content)).rejects.toEqual(lockedBy('copy.erased'))
  })

  it('ends in the middle when its session ends meanwhile', async () => {
    const ctx = await freshCustomer(world())
    const copyId = await longCopy(world(), ctx)
    const { sessionId: id } = ctx.actor as Extract<Ctx['actor'], { kind: 'customer' }>
    const times = { startedAt: testNow, lastSeenAt: testNow, verifiedAt: testNow }
    await world()
      .db.insert(sessions)
      .values({
        ...{ customerId: ctx.subject, id, device: 'Firefox, Windows', gpc: false, ...times },
        addressSealed: new Uint8Array(1),
      })
    const { content } = await openCopy(ctx, { copyId })
    expect((await downloaded(ctx, copyId)).length).toBeGreaterThan(0)
    await world().db.update(sessions).set({ endedAt: testNow }).where(eq(sessions.id, id))
    await expect(bytesOf(content)).rejects.toEqual(refusal('forbidden'))
  })

  it('is not there for another customer, and for nobody in a look or at a desk', async () => {
    const ctx = await freshCustomer(world())
    const other = await freshCustomer(world())
    const copyId = await longCopy(world(), ctx)
    for (const ask of [openCopy, showCopy, endCopy])
      await expect(ask(other, { copyId })).rejects.toEqual(refusal('not-found'))
    for (const by of [
      world().support(ctx.subject, 'data'),
      world().staff(ctx.subject),
      world().system(ctx.subject),
    ])
      for (const ask of [openCopy, showCopy, endCopy, askForCopy])
        await expect(ask(by, { copyId })).rejects.toEqual(refusal('forbidden'))
    expect((await showCopy(ctx, { copyId })).downloads).toEqual([])
  })

  it('does not open when a chunk was moved to another place', async () => {
    const ctx = await freshCustomer(world())
    const copyId = await longCopy(world(), ctx)
    const first = sql`(select content_sealed from copy_chunks where copy_id = ${copyId} and number = 0)`
    await world()
      .db.update(copyChunks)
      .set({ contentSealed: first })
      .where(sql`${eq(copyChunks.copyId, copyId)} and number = 1`)
    await expect(downloaded(ctx, copyId)).rejects.toThrow()
  })
})
