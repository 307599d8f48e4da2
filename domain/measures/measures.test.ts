import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { measureNotices, messages } from '#db/schema/messages.ts'
import { actionsOf, auditOf } from '#testing/audit.ts'
import { at, hoursOn, minutesOn, secondsOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalidFor, lockedBy, refusal } from '#testing/expect.ts'
import { askedMeasure, searchFor, takenMeasure } from '#testing/measures.ts'
import { inSession, signIn } from '#testing/sign-in.ts'
import { onBothEngines, type World } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { registerGuardian } from '../customers/register-guardian.ts'
import { resumeSession } from '../sessions/resume-session.ts'
import { answerMeasure } from './answer-measure.ts'
import { askForMeasure } from './ask-for-measure.ts'
import { countWaitingMeasures, listWaitingMeasures } from './list-waiting-measures.ts'
import { showSignIn } from './show-sign-in.ts'
import { withdrawMeasure } from './withdraw-measure.ts'

const take = 'take'
const noticesOf = async (world: World, customerId: string) =>
  (await world.db.select().from(messages).where(eq(messages.customerId, customerId)))
    .filter(({ kind }) => measureNotices.some((one) => one === kind))
    .map(({ kind, channel }) => `${kind} ${channel}`)
    .sort()

onBothEngines('a measure by two members of staff', (world) => {
  it('a measure that was asked for changes nothing but the log, and ends sessions once another takes it', async () => {
    const customer = await freshCustomer(world())
    const sessions = [await signIn(world(), customer.phone), await signIn(world(), customer.phone)]
    const { agent, measureId, searchId } = await askedMeasure(world(), customer, 'block', {
      note: ' Түнгі   қоңырау ',
    })
    for (const session of sessions) expect(await resumeSession(inSession(world(), session))).not.toBeNull()
    expect(await noticesOf(world(), customer.subject)).toEqual([])
    const senior = await world().signedInStaff('supervisor')
    const waiting = (await listWaitingMeasures(senior)).find(({ id }) => id === measureId)
    expect(waiting).toMatchObject({
      kind: 'block',
      reason: 'customer-asked',
      note: 'Түнгі қоңырау',
      staffId: agent.actor.staffId,
      mine: false,
    })
    await answerMeasure(at(senior, secondsOn(5)), { measureId, answer: take })
    for (const session of sessions) expect(await resumeSession(inSession(world(), session))).toBeNull()
    expect(await noticesOf(world(), customer.subject)).toEqual([
      'sign-in-blocked email',
      'sign-in-blocked sms',
    ])
    const told = await auditOf(world().db, { customerId: customer.subject, objectId: measureId })
    expect(told.map(({ action, actorId, detail }) => ({ action, actorId, detail }))).toEqual([
      {
        action: 'measure.asked',
        actorId: agent.actor.staffId,
        detail: { measure: 'block', reason: 'customer-asked' },
      },
      { action: 'sign-in.blocked', actorId: senior.actor.staffId, detail: { reason: 'customer-asked' } },
    ])
    expect(JSON.stringify(told)).not.toContain('қоңырау')
    const { entries } = await listActivity(customer, { kind: 'sign-ins' })
    expect(entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'sign-in.blocked', by: 'bank', code: 'customer-asked' }),
        expect.objectContaining({ action: 'measure.asked', by: 'bank', code: 'block' }),
      ]),
    )
    expect(await showSignIn(agent, { searchId })).toMatchObject({
      blockedSince: secondsOn(5),
      kinds: ['unblock'],
      waiting: [],
    })
    expect((await listWaitingMeasures(senior)).map(({ id }) => id)).not.toContain(measureId)
  })

  it('sessions end without a block, and a block is lifted, by two as well; another’s sessions go on', async () => {
    const [customer, other] = [await freshCustomer(world()), await freshCustomer(world())]
    const [mine, theirs] = [await signIn(world(), customer.phone), await signIn(world(), other.phone)]
    await takenMeasure(world(), customer, 'end-sessions')
    expect(await resumeSession(inSession(world(), mine))).toBeNull()
    expect(await resumeSession(inSession(world(), theirs))).not.toBeNull()
    await takenMeasure(world(), customer, 'block', secondsOn(1))
    await takenMeasure(world(), customer, 'unblock', secondsOn(2))
    const kinds = ['sessions-ended', 'sign-in-blocked', 'sign-in-unblocked']
    expect(await noticesOf(world(), customer.subject)).toEqual(
      kinds.flatMap((kind) => [`${kind} email`, `${kind} sms`]),
    )
    expect(await actionsOf(world().db, { customerId: customer.subject })).toEqual(
      expect.arrayContaining(['sessions.ended', 'sign-in.blocked', 'sign-in.unblocked']),
    )
  })

  it('nobody takes or declines what they asked for, and agents and administrators nothing at all', async () => {
    const customer = await freshCustomer(world())
    const asker = await world().signedInStaff('supervisor')
    const searchId = await searchFor(asker, customer)
    const { measureId } = await askForMeasure(asker, { searchId, kind: 'block', reason: 'phone-lost' })
    const before = await world().audited()
    for (const answer of [take, 'decline'])
      await expect(answerMeasure(asker, { measureId, answer })).rejects.toEqual(
        lockedBy('measure.own-request'),
      )
    const others = [await world().signedInStaff(), await world().signedInStaff('administrator'), customer]
    for (const ctx of [...others, world().system(customer.subject), world().visitor(), world().worker()])
      await expect(answerMeasure(ctx, { measureId, answer: take })).rejects.toEqual(refusal('forbidden'))
    for (const ctx of [
      customer,
      world().system(customer.subject),
      await world().signedInStaff('administrator'),
    ])
      await expect(askForMeasure(ctx, { searchId, kind: 'block', reason: 'phone-lost' })).rejects.toEqual(
        refusal('forbidden'),
      )
    expect((await world().audited()).filter((action) => !action.startsWith('staff.'))).toEqual(
      before.filter((action) => !action.startsWith('staff.')),
    )
    expect(await showSignIn(asker, { searchId })).toMatchObject({
      blockedSince: null,
      waiting: [{ mine: true }],
    })
  })

  it('a measure that is declined, taken back or a day old does nothing', async () => {
    const customer = await freshCustomer(world())
    const session = await signIn(world(), customer.phone)
    const senior = await world().signedInStaff('officer')
    const one = await askedMeasure(world(), customer, 'block')
    await answerMeasure(senior, { measureId: one.measureId, answer: 'decline' })
    const two = await askedMeasure(world(), customer, 'block')
    await expect(withdrawMeasure(senior, { measureId: two.measureId })).rejects.toEqual(refusal('not-found'))
    await withdrawMeasure(two.agent, { measureId: two.measureId })
    const three = await askedMeasure(world(), customer, 'block')
    for (const { measureId } of [one, two])
      await expect(answerMeasure(senior, { measureId, answer: take })).rejects.toEqual(
        lockedBy('measure.decided'),
      )
    const nextDay = at(senior, hoursOn(24))
    await expect(answerMeasure(nextDay, { measureId: three.measureId, answer: take })).rejects.toEqual(
      lockedBy('measure.over'),
    )
    expect((await listWaitingMeasures(nextDay)).map(({ id }) => id)).not.toContain(three.measureId)
    expect(await resumeSession(inSession(world(), session))).not.toBeNull()
    expect(await noticesOf(world(), customer.subject)).toEqual([])
    expect(
      (await actionsOf(world().db, { customerId: customer.subject })).filter((action) =>
        action.startsWith('measure.'),
      ),
    ).toEqual(['measure.asked', 'measure.declined', 'measure.asked', 'measure.withdrawn', 'measure.asked'])
  })

  it('a measure fits the sign-in as it stands, and waits once', async () => {
    const customer = await freshCustomer(world())
    const senior = await world().signedInStaff('supervisor')
    const ask = (kind: string, reason = 'phone-lost') =>
      askedMeasure(world(), customer, 'block', { kind, reason })
    await expect(ask('unblock', 'identity-confirmed')).rejects.toEqual(lockedBy('measure.is-not-blocked'))
    await expect(ask('unblock')).rejects.toEqual(invalidFor('measure.reason'))
    await expect(ask('block', 'identity-confirmed')).rejects.toEqual(invalidFor('measure.reason'))
    await expect(ask('erase')).rejects.toEqual(invalidFor('measure.kind'))
    const { measureId } = await ask('block')
    await expect(ask('block')).rejects.toEqual(lockedBy('measure.asked-already'))
    const ending = await ask('end-sessions')
    await answerMeasure(senior, { measureId, answer: take })
    await expect(answerMeasure(senior, { measureId: ending.measureId, answer: take })).rejects.toEqual(
      lockedBy('measure.is-blocked'),
    )
    await expect(ask('block')).rejects.toEqual(lockedBy('measure.is-blocked'))
    await expect(askedMeasure(world(), customer, 'unblock', { note: 'ә'.repeat(301) })).rejects.toEqual(
      invalidFor('measure.note'),
    )
  })

  it('a measure is asked for about a customer one has just found oneself, and no one else', async () => {
    const customer = await freshCustomer(world())
    const { agent, searchId } = await askedMeasure(world(), customer, 'block')
    const other = await world().signedInStaff()
    const asked = { searchId, kind: 'end-sessions', reason: 'phone-lost' }
    for (const search of [searchId, randomUUID()])
      for (const verb of [askForMeasure, showSignIn])
        await expect(verb(other, { ...asked, searchId: search })).rejects.toEqual(refusal('not-found'))
    const missing = await auditOf(world().db, { action: 'measure.not-found', actorId: other.actor.staffId })
    expect(missing).toHaveLength(4)
    for (const verb of [askForMeasure, showSignIn])
      await expect(verb(at(agent, minutesOn(31)), asked)).rejects.toEqual(lockedBy('measure.search-over'))
    await expect(
      answerMeasure(await world().signedInStaff('officer'), { measureId: randomUUID(), answer: take }),
    ).rejects.toEqual(refusal('not-found'))
  })

  it('staff neither ask nor decide about themselves or a relative; about a colleague they do', async () => {
    const [customer, parent] = [await freshCustomer(world()), await freshCustomer(world())]
    await registerGuardian(world().system(customer.subject), { guardian: parent.reference })
    const measure = await askedMeasure(world(), customer, 'block')
    const about = async (iin: string) => world().signedInStaff('supervisor', iin)
    const [oneself, relative] = [await about(customer.iin), await about(parent.iin)]
    for (const [ctx, why] of [
      [oneself, 'measure.oneself'],
      [relative, 'measure.relative'],
    ] as const) {
      const searchId = await searchFor(ctx, customer)
      const asked = { searchId, kind: 'end-sessions', reason: 'phone-lost' }
      await expect(askForMeasure(ctx, asked)).rejects.toEqual(lockedBy(why))
      await expect(showSignIn(ctx, { searchId })).rejects.toEqual(lockedBy(why))
      await expect(answerMeasure(ctx, { ...measure, answer: take })).rejects.toEqual(lockedBy(why))
    }
    const colleague = await world().signedInStaff('officer')
    await answerMeasure(colleague, { measureId: measure.measureId, answer: take })
  })

  it('what waits is counted for those who can decide on it', async () => {
    const senior = await world().signedInStaff('supervisor')
    const before = await countWaitingMeasures(senior)
    await askedMeasure(world(), await freshCustomer(world()), 'block')
    const searchId = await searchFor(senior, await freshCustomer(world()))
    await askForMeasure(senior, { searchId, kind: 'block', reason: 'phone-lost' })
    expect(await countWaitingMeasures(senior)).toBe(before + 1)
    await expect(countWaitingMeasures(await world().signedInStaff())).rejects.toEqual(refusal('forbidden'))
  })
})
