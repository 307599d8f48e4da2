import { and, eq, isNull } from 'drizzle-orm'
import { expect, it, vi } from 'vitest'
import { messages } from '#db/schema/messages.ts'
import { sessions, signInCodes } from '#db/schema/sessions.ts'
import { auditOf } from '#testing/audit.ts'
import { at, secondsOn } from '#testing/clock.ts'
import { freshCustomer, iinOf } from '#testing/customers.ts'
import { invalidAt, invalidFor, refusal } from '#testing/expect.ts'
import { codeFor, inSession, signIn, wrongFor } from '#testing/sign-in.ts'
import { onBothEngines, testNow, type World } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { registerCustomer } from '../customers/register-customer.ts'
import { markOf } from '../limits.ts'
import { blockSignIn } from '../measures/block-sign-in.ts'
import { endSessions } from '../measures/end-sessions.ts'
import { unblockSignIn } from '../measures/unblock-sign-in.ts'
import { requestCode } from './request-code.ts'
import { resumeSession } from './resume-session.ts'
import { verifyCode } from './verify-code.ts'

const blockedBy = (world: World, subject: string, now = testNow) =>
  blockSignIn({ ...world.system(subject), now }, { reason: 'phone-lost' })
const toldSince = (since: Date) => refusal('locked', { reason: 'sign-in.blocked', since })
const openOf = (world: World, customerId: string) =>
  world.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.customerId, customerId), isNull(sessions.endedAt)))

onBothEngines('a blocked sign-in', (world) => {
  it('a code is asked for as by anyone: the same answer, the same statements', async () => {
    const [blocked, other] = [await freshCustomer(world()), await freshCustomer(world())]
    await blockedBy(world(), blocked.subject)
    const seen = []
    for (const phone of [blocked.phone, other.phone, '+77059990007']) {
      const transactions = vi.spyOn(world().db, 'transaction')
      const answer = await requestCode(world().visitor(), { phone })
      seen.push({ answer, transactions: transactions.mock.calls.length })
      transactions.mockRestore()
    }
    expect(seen[0]).toEqual(seen[1])
    expect(seen[0]).toEqual(seen[2])
    const sentTo = async (customerId: string) =>
      (await world().db.select().from(messages).where(eq(messages.customerId, customerId)))
        .filter(({ kind }) => kind === 'sign-in-code')
        .map(({ state, channel, locale }) => ({ state, channel, locale }))
    expect(await sentTo(blocked.subject)).toEqual(await sentTo(other.subject))
  })

  it('a wrong code is answered as by anyone; after the right one it is told, since when, and nobody comes in', async () => {
    const customer = await freshCustomer(world())
    const { subject, phone } = customer
    await blockedBy(world(), subject)
    const visitor = at(world().visitor(), secondsOn(60))
    const code = await codeFor(world(), visitor, phone)
    const enter = (typed: string) => verifyCode(visitor, { phone, code: typed })
    await expect(enter(wrongFor(code))).rejects.toMatchObject({
      details: { issues: [{ path: 'code', key: 'code.wrong', params: { left: 4 } }] },
    })
    await expect(enter(code)).rejects.toEqual(toldSince(testNow))
    await expect(enter(code), 'the code is spent').rejects.toEqual(invalidFor('code.used'))
    expect(await openOf(world(), subject)).toEqual([])
    const rows = await auditOf(world().db, { customerId: subject, action: 'sign-in.refused' })
    expect(rows.map(({ actorKind, detail }) => ({ actorKind, detail }))).toEqual([
      {
        actorKind: 'visitor',
        detail: { number: markOf(world(), phone), address: markOf(world(), '192.0.2.1') },
      },
    ])
    const { entries } = await listActivity(customer, { kind: 'sign-ins' })
    expect(entries.map(({ action }) => action)).toContain('sign-in.refused')
  })

  it('a refused sign-in leaves the session that the browser had, and a code from before is told of the block too', async () => {
    const [mine, blocked] = [await freshCustomer(world()), await freshCustomer(world())]
    const session = await signIn(world(), mine.phone)
    const visitor = world().visitor()
    const code = await codeFor(world(), visitor, blocked.phone)
    await blockedBy(world(), blocked.subject, secondsOn(30))
    const named = { sub: session.customerId, sid: session.sessionId }
    const later = at(visitor, secondsOn(60))
    await expect(verifyCode(later, { phone: blocked.phone, code }, named)).rejects.toEqual(
      toldSince(secondsOn(30)),
    )
    expect(await resumeSession(inSession(world(), session))).not.toBeNull()
  })

  it('a code that was asked for before the block was lifted, or sessions were ended, signs nobody in; a new one does', async () => {
    const { subject, phone } = await freshCustomer(world())
    await blockedBy(world(), subject)
    const system = world().system(subject)
    const [before, after] = [at(world().visitor(), secondsOn(60)), at(world().visitor(), secondsOn(130))]
    const old = await codeFor(world(), before, phone)
    await unblockSignIn(at(system, secondsOn(120)), { reason: 'identity-confirmed' })
    const enterOld = () => verifyCode(at(before, secondsOn(125)), { phone, code: old })
    await expect(enterOld()).rejects.toEqual(invalidAt('code', 'code.expired'))
    const code = await codeFor(world(), after, phone)
    await verifyCode(after, { phone, code })
    const pending = at(world().visitor(), secondsOn(140))
    const held = await codeFor(world(), pending, phone)
    await endSessions(at(system, secondsOn(150)), { reason: 'suspected-fraud' })
    await expect(verifyCode(at(pending, secondsOn(155)), { phone, code: held })).rejects.toEqual(
      invalidAt('code', 'code.expired'),
    )
    expect(await openOf(world(), subject)).toEqual([])
    const failed = await auditOf(world().db, { customerId: subject, action: 'sign-in.failed' })
    expect(failed.map(({ detail }) => detail.reason)).toEqual(['code.expired', 'code.expired'])
    const again = at(world().visitor(), secondsOn(160))
    await verifyCode(again, { phone, code: await codeFor(world(), again, phone) })
    expect(await openOf(world(), subject)).toHaveLength(1)
  })

  it('others who share the number sign in as ever, with codes from before too; a wrong IIN learns nothing', async () => {
    const [parent, child] = [await freshCustomer(world()), await freshCustomer(world())]
    const moved = { reference: child.reference, iin: child.iin, phone: parent.phone, locale: 'kk' }
    await registerCustomer(world().system(), moved)
    const { phone } = parent
    const visitor = world().visitor()
    const code = await codeFor(world(), visitor, phone)
    await blockedBy(world(), parent.subject, secondsOn(10))
    const later = at(visitor, secondsOn(20))
    const enter = (iin?: string) => verifyCode(later, { phone, code, iin })
    await expect(enter()).rejects.toEqual(invalidAt('iin', 'iin.asked'))
    await expect(enter(iinOf(7))).rejects.toEqual(invalidFor('iin.wrong'))
    expect(await enter(child.iin)).toMatchObject({ customerId: child.subject })
    const another = at(world().visitor(), secondsOn(30))
    const typed = { phone, code: await codeFor(world(), another, phone), iin: parent.iin }
    await expect(verifyCode(another, typed)).rejects.toEqual(toldSince(secondsOn(10)))
    expect(await openOf(world(), parent.subject)).toEqual([])
  })

  it('of sign-ins and a block at the same moment no session is left', async () => {
    for (const round of [0, 1, 2]) {
      const { subject, phone } = await freshCustomer(world())
      const visitors = [world().visitor(), world().visitor(), world().visitor()]
      const typed: { phone: string; code: string }[] = []
      for (const visitor of visitors) typed.push({ phone, code: await codeFor(world(), visitor, phone) })
      const entering = visitors.map((visitor, nth) => verifyCode(at(visitor, secondsOn(1)), typed[nth]))
      await Promise.allSettled([...entering, blockedBy(world(), subject, secondsOn(1))])
      expect(await openOf(world(), subject), String(round)).toEqual([])
      expect(await world().db.select().from(signInCodes)).not.toEqual([])
    }
  })
})
