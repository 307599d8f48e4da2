import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sessions } from '#db/schema/sessions.ts'
import { catalogue } from '#policy/load.ts'
import { asVerb } from '#testing/as-verb.ts'
import { auditOf } from '#testing/audit.ts'
import { minutesOn } from '#testing/clock.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines, testNow, type World } from '#testing/world.ts'
import { type Action, actions, actionsOfKinds, activityKinds } from '../actions.ts'
import { decide } from '../consents/decide.ts'
import type { Ctx } from '../context.ts'
import { timeCursor } from '../cursor.ts'
import { changeLocale } from '../customers/change-locale.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { listActivity } from './list-activity.ts'

/** Writes an entry as a verb would, at a moment. */
const note = (
  ctx: Ctx,
  action: Action,
  now: Date,
  rest: { objectId?: string; detail?: Record<string, string> } = {},
) => change(asVerb({ ...ctx, now }), (tx) => record({ ...ctx, now }, tx, { action, ...rest }))

describe('the kinds of activity', () => {
  it('hold every action once but what staff opened in a look, which is of two kinds, and leave out only what says nothing to a customer', () => {
    const shown: string[] = activityKinds.flatMap((kind) => actionsOfKinds([kind]))
    const twice = shown.filter((action, place) => shown.indexOf(action) !== place)
    expect(twice).toEqual(['look.value-opened'])
    expect(actionsOfKinds(activityKinds)).toHaveLength(shown.length - twice.length)
    expect(Object.keys(actions).filter((action) => !shown.includes(action))).toEqual([
      'attachment.cleared',
      'attachment.withheld',
      'complaint.assigned',
      'complaint.not-found',
      'complaint.noted',
      'complaint.reminded',
      'complaint.text-overtaken',
      'complaint.text-recalled',
      'complaint.text-sent',
      'copy.put-off',
      'customer.searched',
      'deletion.declined',
      'deletion.overtaken',
      'deletion.proposed',
      'delivery.confirmed',
      'delivery.failed',
      'disclosures.recorded',
      'holdings.put',
      'import.cut-off',
      'import.failed',
      'import.received',
      'import.run',
      'import.started',
      'key-canary.placed',
      'keys.rehashed',
      'keys.rewrapped',
      'look.not-found',
      'measure.not-found',
      'message.sent',
      'message.failed',
      'message.void',
      'obligation.put',
      'policy.published',
      'records.started',
      'request.assigned',
      'request.not-found',
      'request.noted',
      'request.reminded',
      'request.text-overtaken',
      'request.text-recalled',
      'request.text-sent',
      'restriction.not-found',
      'restriction-reads.reported',
      'staff.refused',
      'staff.signed-in',
      'staff.signed-out',
      'state-application.answered',
      'state-application.taken',
      'state-consent.asked',
      'subscription.added',
      'subscription.changed',
      'subscription.disabled',
      'subscription.paused',
      'subscription.removed',
      'subscription.resent',
      'subscription.resumed',
      'subscription.secret-rotated',
      'subscription.secret-stopped',
      'subscription.tested',
      'system.added',
      'system.renamed',
      'system-key.issued',
      'system-key.revoked',
      'task.not-found',
      'upkeep.purged',
    ])
  })
})

onBothEngines('listing activity', (world) => {
  const signedIn = (nth: number) => world().customer(nth)

  it('the activity is what was done, newest first, with what it is about in the reader’s language', async () => {
    const mine = await signedIn(0)
    await publishPolicy(world().worker(), catalogue())
    const given = { consent: 'marketing-sms', outcome: 'given', previousId: null }
    await decide({ ...mine, now: minutesOn(1) }, given)
    await note(mine, 'holding.revealed', minutesOn(2), { detail: { field: 'phone' } })
    await changeLocale({ ...mine, now: minutesOn(3) }, { locale: 'ru' })
    const view = await listActivity({ ...mine, locale: 'ru' })
    expect(view.entries.map((entry) => entry.action)).toEqual([
      'profile.locale-changed',
      'holding.revealed',
      'consent.given',
      'customer.registered',
    ])
    expect(view).toMatchObject({ kind: null, total: 4, next: null, continued: false })
    const [language, reveal, decision, registered] = view.entries
    expect(language).toMatchObject({ by: 'you', code: 'ru', about: null })
    expect(reveal?.about).toEqual({ kind: 'field', id: 'phone', title: 'Номер мобильного телефона' })
    expect(decision).toMatchObject({
      by: 'you',
      code: 'portal',
      about: { kind: 'consent', title: 'Реклама по SMS' },
    })
    expect(registered).toMatchObject({ by: 'bank-system', staff: null })
  })

  it('an entry of the activity names the member of staff by their sign, and nobody before a sign-in', async () => {
    const mine = await onlyCustomer(world())
    await note(world().staff(mine.subject), 'complaint.answered', minutesOn(5), { objectId: randomUUID() })
    await note({ ...mine, actor: { kind: 'visitor' } }, 'sign-in.code-requested', minutesOn(6))
    const [code, answer] = (await listActivity(mine)).entries
    expect(answer).toMatchObject({ by: 'bank', staff: 'Қ-114' })
    expect(code).toMatchObject({ by: null, staff: null })
  })

  it('an entry of the activity says in which browser, and which other session was ended from it', async () => {
    const mine = await signedIn(1)
    const [phone, laptop] = [randomUUID(), randomUUID()]
    const here: Ctx = { ...mine, actor: { kind: 'customer', sessionId: phone, verifiedAt: testNow } }
    await change(asVerb(here), async (tx) => {
      for (const [id, device] of [
        [phone, 'Chrome, Android'],
        [laptop, 'Firefox, Windows'],
      ] as const)
        await tx.insert(sessions).values({
          ...{ customerId: mine.subject, id, device, addressSealed: new Uint8Array(1), gpc: false },
          ...{ startedAt: testNow, lastSeenAt: testNow, verifiedAt: testNow },
        })
      await record({ ...here, actor: { kind: 'visitor' } }, tx, {
        action: 'session.started',
        objectId: laptop,
      })
    })
    await note(here, 'session.ended', minutesOn(1), { objectId: laptop })
    await note(here, 'session.ended', minutesOn(2), { objectId: phone })
    const [left, ended, started] = (await listActivity(mine)).entries
    expect(started).toMatchObject({ by: 'you', device: 'Firefox, Windows', about: null })
    expect(ended).toMatchObject({
      device: 'Chrome, Android',
      about: { kind: 'session', title: 'Firefox, Windows' },
    })
    expect(left).toMatchObject({ device: 'Chrome, Android', about: null })
  })

  it('an entry of the activity is kept though the policy no longer has what it is about', async () => {
    const mine = await signedIn(2)
    await note(mine, 'consent.given', minutesOn(1), { detail: { consent: 'long-gone', channel: 'branch' } })
    const [entry] = (await listActivity(mine, { kind: 'consents' })).entries
    expect(entry?.about).toEqual({ kind: 'consent', id: 'long-gone', title: null })
  })

  it('the activity comes a page at a time and misses or repeats nothing, even where many share a moment', async () => {
    const mine = await signedIn(3)
    for (let nth = 0; nth < 64; nth++)
      await note(mine, 'holding.revealed', minutesOn(Math.floor(nth / 20)), { detail: { field: 'iin' } })
    await note(mine, 'session.ended', minutesOn(99), { objectId: randomUUID() })
    const seen: string[] = []
    let cursor: string | undefined
    const sizes: number[] = []
    do {
      const view = await listActivity(mine, { kind: 'data', cursor })
      expect(view.total).toBe(64)
      expect(view.continued).toBe(cursor !== undefined)
      sizes.push(view.entries.length)
      seen.push(...view.entries.map((entry) => entry.id))
      cursor = view.next ?? undefined
    } while (cursor)
    expect(sizes).toEqual([30, 30, 4])
    expect(new Set(seen).size).toBe(64)
  })

  it('the activity shows each kind apart', async () => {
    const mine = await onlyCustomer(world())
    const all = await listActivity(mine)
    const counts = await Promise.all(
      activityKinds.map(async (kind) => (await listActivity(mine, { kind })).total),
    )
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(all.total)
  })

  it('the activity takes no cursor but its own, and no kind it does not know', async () => {
    const mine = await onlyCustomer(world())
    const good = timeCursor.write({ at: testNow, id: randomUUID() })
    for (const cursor of ['', 'abc', `${good}x`, 'x'.repeat(300), '../../etc', 7])
      await expect(listActivity(mine, { cursor }), String(cursor)).rejects.toEqual(refusal('invalid'))
    await expect(listActivity(mine, { kind: 'everything' })).rejects.toEqual(refusal('invalid'))
    await expect(listActivity(mine, { cursor: good })).resolves.toMatchObject({ continued: true })
  })

  it('the activity of another customer is not shown, and nothing to any other actor', async () => {
    const mine = await onlyCustomer(world())
    const stranger = { ...mine, subject: randomUUID() }
    expect((await listActivity(stranger)).entries).toEqual([])
    for (const ctx of [
      world().visitor(),
      world().system(mine.subject),
      world().staff(mine.subject),
      world().worker(),
    ])
      await expect(listActivity(ctx)).rejects.toEqual(refusal('forbidden'))
  })

  it('the activity never shows what says nothing to a customer', async () => {
    const mine = await onlyCustomer(world())
    const before = (await listActivity(mine)).total
    await note(world().system(mine.subject), 'disclosures.recorded', minutesOn(7))
    expect((await listActivity(mine)).total).toBe(before)
  })
})

/** The context of a customer an earlier test registered. */
async function onlyCustomer(world: World): Promise<Ctx & { subject: string }> {
  const [row] = await auditOf(world.db, { action: 'customer.registered' })
  if (!row) throw new Error('no customer yet')
  const actor = { kind: 'customer', sessionId: randomUUID(), verifiedAt: testNow } as const
  return { ...world.ctx(actor, row.customerId), subject: row.customerId }
}
