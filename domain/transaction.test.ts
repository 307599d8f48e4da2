import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { into } from '#db/fast/insert-rows.ts'
import { prepare } from '#db/fast/statement.ts'
import { auditLog } from '#db/schema/activity.ts'
import { customerKeys, customers } from '#db/schema/customers.ts'
import { events } from '#db/schema/events.ts'
import { answeredRequests } from '#db/schema/systems.ts'
import { asVerb } from '#testing/as-verb.ts'
import { onBothEngines, testNow, type World } from '#testing/world.ts'
import type { Ctx } from './context.ts'
import { record } from './record.ts'
import { ask, change, isDuplicate, read, write } from './transaction.ts'

const sqlState = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) })

/** A customer who has no key yet. */
async function keyless({ db }: World): Promise<string> {
  const id = randomUUID()
  const names = { reference: id, iinHash: id, phoneHash: id }
  await db.insert(customers).values({ id, ...names, locale: 'kk', createdAt: testNow })
  return id
}

/** What a change left behind: its audit rows' actions and its events' objects. */
async function tracesOf({ db }: World, subject: string) {
  const [audited, told] = await Promise.all([
    db.select().from(auditLog).where(eq(auditLog.customerId, subject)),
    db.select().from(events).where(eq(events.customerId, subject)),
  ])
  return { audited: audited.map(({ action }) => action), told: told.map(({ objectId }) => objectId) }
}

onBothEngines('a transaction', (world) => {
  it('a transaction shows a customer no row but their own, whatever is asked', async () => {
    const [mine, other] = [await world().customer(0), await world().customer(1)]
    const seen = await read(asVerb(mine), (tx) => tx.select({ id: customers.id }).from(customers))
    expect(seen).toEqual([{ id: mine.subject }])
    expect(seen).not.toContainEqual({ id: other.subject })
  })

  it('a transaction keeps nothing of a change that wrote no audit row', async () => {
    const customer = await world().customer(2)
    await expect(
      change(asVerb(customer), (tx) => tx.update(customers).set({ locale: 'en' })),
    ).rejects.toThrow('without an audit row')
    const [row] = await read(asVerb(customer), (tx) =>
      tx.select({ locale: customers.locale }).from(customers),
    )
    expect(row?.locale).toBe('kk')
  })

  it('a transaction keeps neither the change nor the audit row when something breaks between them', async () => {
    const customer = await world().customer(3)
    const before = await world().audited()
    await expect(
      change(asVerb(customer), async (tx) => {
        await tx.update(customers).set({ locale: 'en' })
        await record(customer, tx, { action: 'profile.locale-changed' })
        throw new Error('power cut')
      }),
    ).rejects.toThrow('power cut')
    expect(await world().audited()).toEqual(before)
  })

  it('a transaction says so when a statement failed and the work went on as if nothing had happened', async () => {
    const customer = world().system(randomUUID())
    const before = await world().audited()
    const careless = change(asVerb(customer), async (tx) => {
      await record(customer, tx, { action: 'profile.locale-changed' })
      await tx.execute(sql`select 1 / 0`).catch(() => {})
    })
    await expect(careless).rejects.toThrow()
    expect(await world().audited()).toEqual(before)
  })

  it('a transaction begins with its settings whatever characters they are made of', async () => {
    const customer = world().visitor()
    const hash = `'; set role postgres; -- \\' " $1`
    const seen = await read(asVerb({ ...customer, browser: { ...customer.browser, hash } }), (tx) =>
      tx.execute(sql`select current_setting('app.browser_hash') as hash, current_user as role`),
    )
    expect(seen).toMatchObject({ rows: [{ hash, role: 'arqau_customer' }] })
  })

  describe('one statement', () => {
    const key = (customerId: string) => ({
      rows: [into(customerKeys, { customerId, masterKeyId: 'test', createdAt: testNow })] as const,
      audit: { action: 'customer.registered', objectId: 'row' } as const,
      event: { type: 'consent.decided', objectId: 'row' } as const,
    })

    it('one statement asks under the actor’s role and with the subject’s settings', async () => {
      const who = prepare<'text'>(sql`
        select current_user as role, current_setting('app.customer_id', true) as subject,
          ${sql.placeholder('text')}::text as text`)
      const text = `'; set role postgres; -- $1 \\`
      const subject = await keyless(world())
      const customer = world().ctx({ kind: 'customer', sessionId: subject, verifiedAt: testNow }, subject)
      const seen = { role: 'arqau_customer', subject, text }
      expect(await ask(asVerb(customer), who({ text }))).toEqual([seen])
      expect(await ask(asVerb({ ...customer, db: world().api().db }), who({ text }))).toEqual([seen])
      expect(await ask(asVerb(world().api()), who({ text }))).toMatchObject([{ role: 'arqau_system', text }])
    })

    it('one statement writes the rows, the audit row, the event and the answer, all or nothing', async () => {
      const idempotency = {
        key: 'k-1',
        requestHash: 'h',
        answerOf: (result: unknown) => ({ answered: result }),
      }
      const [subject, other] = [await keyless(world()), await keyless(world())]
      const system = { ...world().api(), idempotency, subject }
      expect(await write(asVerb(system), key(subject), 'done')).toBe('done')
      const traces = { audited: ['customer.registered'], told: ['row'] }
      expect(await tracesOf(world(), subject)).toEqual(traces)
      const kept = await world().db.select().from(answeredRequests)
      expect(kept).toEqual([
        { systemId: 'core-banking', key: 'k-1', requestHash: 'h', answer: { answered: 'done' }, at: testNow },
      ])

      const faultOf = (ctx: Ctx, whose: string) =>
        write(asVerb(ctx), key(whose), 'done').catch((fault) => fault)
      const answered = await faultOf({ ...system, subject: other }, other)
      expect(isDuplicate(answered, 'answered_requests')).toBe(true)
      expect(isDuplicate(answered, 'customer_keys')).toBe(false)
      expect(await tracesOf(world(), other)).toEqual({ audited: [], told: [] })
      const twice = await faultOf({ ...system, idempotency: { ...idempotency, key: 'k-2' } }, subject)
      expect(isDuplicate(twice, 'customer_keys')).toBe(true)
      expect(await tracesOf(world(), subject)).toEqual(traces)
    })

    it('one statement writes nothing the actor’s role may not', async () => {
      const subject = await keyless(world())
      const customer = world().ctx({ kind: 'customer', sessionId: subject, verifiedAt: testNow }, subject)
      await expect(write(asVerb(customer), key(subject), null)).rejects.toEqual(sqlState('42501'))
      expect(await tracesOf(world(), subject)).toEqual({ audited: [], told: [] })
    })
  })

  it('a transaction of a look writes nothing', async () => {
    const system = world().system()
    await expect(read(asVerb(system), (tx) => tx.execute(sql`delete from holdings`))).rejects.toEqual(
      sqlState('25006'),
    )
  })

  it('what is append-only cannot be changed or removed, even by the owner', async () => {
    await expect(world().db.execute(sql`delete from audit_log`)).rejects.toEqual(sqlState('42501'))
    await expect(world().db.execute(sql`update consent_decisions set outcome = 'given'`)).rejects.toEqual(
      sqlState('42501'),
    )
    await expect(world().db.execute(sql`truncate events`)).rejects.toEqual(sqlState('42501'))
  })
})
