import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { copies, copyChunks } from '#db/schema/copies.ts'
import { messages } from '#db/schema/messages.ts'
import { actionsOf } from '#testing/audit.ts'
import { at, daysOn, hoursOn, minutesOn, secondsOn } from '#testing/clock.ts'
import { downloaded, makeCopy, makingOf, readyCopy } from '#testing/copies.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { smsDisclosure, tellDisclosures } from '#testing/disclosures.ts'
import { lockedBy, refusal } from '#testing/expect.ts'
import { unzip } from '#testing/unzip.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { askForCopy } from './ask-for-copy.ts'
import { endCopy } from './end-copy.ts'
import { eraseCopies } from './erase-copies.ts'
import { listCopies } from './list-copies.ts'
import { makeDueCopy } from './make-due-copy.ts'
import { openCopy } from './open-copy.ts'
import { mostTries } from './rules.ts'
import { showCopy } from './show-copy.ts'

/** The same customer at another moment, with a code of that moment. */
const freshAt = (ctx: Subject, now: Date): Ctx => ({
  ...at(ctx, now),
  actor: { kind: 'customer', sessionId: sessionOf(ctx), verifiedAt: now },
})
const sessionOf = ({ actor }: Ctx) => (actor.kind === 'customer' ? actor.sessionId : '')

onBothEngines('the life of a copy', (world) => {
  const rowOf = async (id: string) =>
    (await world().db.select().from(copies).where(eq(copies.id, id)))[0] as typeof copies.$inferSelect
  const chunksOf = async (id: string) =>
    (await world().db.select({ n: copyChunks.number }).from(copyChunks).where(eq(copyChunks.copyId, id)))
      .length
  const destroyKey = ({ subject }: Subject) =>
    world().db.execute(sql`update customer_keys set wrapped_key = null where customer_id = ${subject}`)
  const noticesTo = async ({ subject }: Subject) =>
    (await world().db.select().from(messages).where(eq(messages.customerId, subject))).map(({ kind }) => kind)

  it('begins with a fresh code, once at a time, and the next one a day after', async () => {
    const ctx = await freshCustomer(world())
    await expect(askForCopy(at(ctx, minutesOn(11)))).rejects.toEqual(refusal('step-up'))
    const { id } = await askForCopy(ctx)
    await expect(askForCopy(ctx)).rejects.toEqual(lockedBy('copy.making'))
    expect(await makeCopy(world())).toBe('ready')
    await expect(askForCopy(ctx)).rejects.toEqual(lockedBy('copy.too-soon'))
    expect((await listCopies(ctx)).nextAt).toEqual(hoursOn(24))
    const next = await askForCopy(freshAt(ctx, hoursOn(24)))
    expect(next.id).not.toBe(id)
    expect(await actionsOf(world().db, { objectId: id })).toEqual(['copy.asked', 'copy.ready'])
    expect(await noticesTo(ctx)).toEqual(['copy-ready', 'copy-ready'])
    await endCopy(ctx, { copyId: next.id })
  })

  it('asked for by two tabs at once, is one', async () => {
    const ctx = await freshCustomer(world())
    const asked = await Promise.allSettled([askForCopy(ctx), askForCopy(ctx)])
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(asked.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: lockedBy('copy.making'),
    })
    expect(await makeCopy(world())).toBe('ready')
  })

  it('refuses parts that there are not, and a copy of nothing', async () => {
    const ctx = await freshCustomer(world())
    await expect(askForCopy(ctx, { parts: ['keys'] })).rejects.toEqual(refusal('invalid'))
    await expect(askForCopy(ctx, { parts: [] })).rejects.toEqual(refusal('invalid'))
    expect((await listCopies(ctx)).copies).toEqual([])
  })

  it('is finished once by another worker when the first dies in the middle', async () => {
    const ctx = await freshCustomer(world())
    await tellDisclosures(world(), ctx, smsDisclosure(testNow))
    const { id } = await askForCopy(ctx)
    // The first worker stops for ever in the middle, after some chunks, as one that was killed.
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
    const dies = makingOf({
      digest: () => {
        reach()
        return new Promise(() => undefined)
      },
    })
    makeDueCopy({ ...world().worker(), opensUnscanned: true }, dies).catch(() => undefined)
    await reached
    expect(await makeCopy(world(), secondsOn(1))).toBeNull()
    expect(await makeCopy(world(), minutesOn(2))).toBe('ready')
    expect(await makeCopy(world(), minutesOn(4))).toBeNull()
    const row = await rowOf(id)
    expect([row.state, row.attempts, await chunksOf(id)]).toEqual(['ready', 2, row.chunks])
    expect(unzip(await downloaded(at(ctx, minutesOn(3)), id)).has('data.json')).toBe(true)
    expect(await noticesTo(ctx)).toEqual(['copy-ready', 'copy-ready'])
  })

  it('offers nothing while the disk is full, says so, and is made once there is room', async () => {
    const ctx = await freshCustomer(world())
    const { id } = await askForCopy(ctx)
    await world().db.execute(sql`create function full_disk() returns trigger language plpgsql as
      $$ begin raise exception 'no space left on device' using errcode = 'disk_full'; end $$`)
    await world().db.execute(
      sql`create trigger full_disk before insert on copy_chunks for each row execute function full_disk()`,
    )
    try {
      expect(await makeCopy(world())).toBe('put-off')
    } finally {
      await world().db.execute(sql`drop trigger full_disk on copy_chunks`)
      await world().db.execute(sql`drop function full_disk`)
    }
    expect(await showCopy(ctx, { copyId: id })).toMatchObject({
      state: 'making',
      fault: 'no-space',
      open: false,
    })
    expect(await chunksOf(id)).toBe(0)
    await expect(openCopy(ctx, { copyId: id })).rejects.toEqual(lockedBy('copy.not-ready'))
    expect((await rowOf(id)).keySealed).toBeNull()
    expect(await makeCopy(world(), secondsOn(5))).toBe('ready')
    expect((await showCopy(ctx, { copyId: id })).fault).toBeNull()
  })

  it('fails after some tries, keeps the last step, and does not count', async () => {
    const ctx = await freshCustomer(world())
    const { id } = await askForCopy(ctx)
    const digest = () => Promise.reject(new Error('no PDF'))
    for (let tries = 1; tries <= mostTries; tries += 1)
      expect(await makeCopy(world(), hoursOn(tries), { digest })).toBe(
        tries < mostTries ? 'put-off' : 'failed',
      )
    const later = freshAt(ctx, hoursOn(mostTries))
    expect(await showCopy(later, { copyId: id })).toMatchObject({
      state: 'failed',
      step: 'digest',
      fault: 'digest',
    })
    expect(await noticesTo(ctx)).toEqual(['copy-failed', 'copy-failed'])
    expect((await listCopies(later)).nextAt).toBeNull()
    await endCopy(later, { copyId: (await askForCopy(later)).id })
  })

  it('is given back by a worker that stops, and the attempt does not count', async () => {
    const ctx = await freshCustomer(world())
    const { id } = await askForCopy(ctx)
    const stopping = new AbortController()
    const digest = () => {
      stopping.abort()
      return new Promise<never>(() => undefined)
    }
    expect(await makeCopy(world(), testNow, { digest, abandoned: stopping.signal })).toBe('given-back')
    expect((await rowOf(id)).attempts).toBe(0)
    expect(await makeCopy(world())).toBe('ready')
  })

  it('is finished by none that stood still while another began it anew and gave it back', async () => {
    const ctx = await freshCustomer(world())
    const { id } = await askForCopy(ctx)
    const stopping = new AbortController()
    const standing = async () => {
      const digest = () => {
        stopping.abort()
        return new Promise<never>(() => undefined)
      }
      expect(await makeCopy(world(), minutesOn(2), { digest, abandoned: stopping.signal })).toBe('given-back')
      return Buffer.from('%PDF-test')
    }
    expect(await makeCopy(world(), testNow, { digest: standing })).toBe('over')
    expect((await rowOf(id)).state).toBe('making')
    expect(await makeCopy(world(), minutesOn(3))).toBe('ready')
    expect(unzip(await downloaded(ctx, id)).has('data.json')).toBe(true)
  })

  it('stops when its customer no longer wants it, and nothing of it stays', async () => {
    const ctx = await freshCustomer(world())
    const { id } = await askForCopy(ctx)
    const digest = async () => {
      await endCopy(ctx, { copyId: id })
      return Buffer.from('%PDF-test')
    }
    expect(await makeCopy(world(), testNow, { digest })).toBe('over')
    await expect(endCopy(ctx, { copyId: id })).rejects.toEqual(lockedBy('copy.over'))
    while ((await eraseCopies(world().worker())) > 0);
    expect([await chunksOf(id), (await rowOf(id)).keySealed]).toEqual([0, null])
    expect((await listCopies(ctx)).nextAt).toBeNull()
    expect(await noticesTo(ctx)).toEqual([])
  })

  it('is over from its last day on, and its bytes go', async () => {
    const ctx = await freshCustomer(world())
    const id = await readyCopy(world(), ctx)
    expect(await showCopy(at(ctx, new Date(daysOn(7).getTime() - 1)), { copyId: id })).toMatchObject({
      open: true,
    })
    const over = freshAt(ctx, daysOn(7))
    expect(await showCopy(over, { copyId: id })).toMatchObject({ state: 'erased', open: false })
    await expect(openCopy(over, { copyId: id })).rejects.toEqual(lockedBy('copy.erased'))
    while ((await eraseCopies(at(world().worker(), daysOn(7)))) > 0);
    expect([await chunksOf(id), (await rowOf(id)).state]).toEqual([0, 'erased'])
    expect(await actionsOf(world().db, { objectId: id })).toEqual(['copy.asked', 'copy.ready', 'copy.erased'])
    await askForCopy(over).then((next) => endCopy(over, { copyId: next.id }))
  })

  it('is erased once by workers at once, and is written down once', async () => {
    const ctx = await freshCustomer(world())
    const id = await readyCopy(world(), ctx, ['profile'])
    const worker = at(world().worker(), daysOn(8))
    await Promise.all([eraseCopies(worker), eraseCopies(worker)])
    expect(await actionsOf(world().db, { objectId: id })).toEqual(['copy.asked', 'copy.ready', 'copy.erased'])
  })

  it('fails after some tries when its customer’s key was destroyed, and nobody is told', async () => {
    const ctx = await freshCustomer(world())
    const { id } = await askForCopy(ctx, { parts: ['profile'] })
    await destroyKey(ctx)
    for (let tries = 1; tries <= mostTries; tries += 1)
      await expect(makeCopy(world(), hoursOn(tries))).rejects.toEqual(refusal('not-found'))
    expect(await rowOf(id)).toMatchObject({ state: 'failed', fault: 'fault', attempts: mostTries })
    expect(await makeCopy(world(), hoursOn(mostTries + 1))).toBeNull()
    expect(await noticesTo(ctx)).toEqual([])
  })

  it('opens for nobody once its customer’s key is destroyed', async () => {
    const ctx = await freshCustomer(world())
    const id = await readyCopy(world(), ctx)
    await destroyKey(ctx)
    await expect(downloaded(ctx, id)).rejects.toEqual(refusal('not-found'))
  })
})
