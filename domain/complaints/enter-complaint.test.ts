import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { caseSteps, cases } from '#db/schema/cases.ts'
import { events } from '#db/schema/events.ts'
import { messages } from '#db/schema/messages.ts'
import { addDays, dayIn, daysBetween, startOfDay } from '#policy/days.ts'
import { catalogue } from '#policy/load.ts'
import { auditOf } from '#testing/audit.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalid, invalidAt, refusal } from '#testing/expect.ts'
import type { Staff } from '#testing/looks.ts'
import { taker } from '#testing/notices.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { countDeadline } from '../cases/case-deadline.ts'
import { dayFaults, fromDay, longestBackDays } from '../cases/received-on.ts'
import type { Ctx } from '../context.ts'
import { putHoldings } from '../holdings/put-holdings.ts'
import { sendDueMessages } from '../messages/send-due-messages.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { enterComplaint } from './enter-complaint.ts'
import { fileComplaint } from './file-complaint.ts'
import { listComplaints } from './list-complaints.ts'
import { showComplaint } from './show-complaint.ts'

const zone = 'Asia/Almaty'
const text = 'Хатымда жазғандай, нөмірімді үшінші тұлғаға бергенсіздер.'
const entry = (rest: object = {}) => ({
  id: 'IN-2026/4471',
  channel: 'letter',
  receivedOn: '2026-11-16',
  text,
  locale: 'ru',
  ...rest,
})

describe('the day of receipt of a complaint that the bank enters', () => {
  const moment = fc.date({ min: new Date('2024-06-01'), max: new Date('2027-06-01'), noInvalidDate: true })

  it('its clock counts thirty calendar days from that day in Almaty, whenever it is entered', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: longestBackDays }), (now, back) => {
        const day = addDays(dayIn(zone, now), -back)
        expect(dayFaults(day, now)).toEqual([])
        const trace = countDeadline('complaint-answer', fromDay(day))
        if (!trace) throw new Error('calendar days are known in every year')
        expect(trace.received).toBe(day)
        expect(daysBetween(day, trace.due)).toBe(30)
        expect(trace.receivedAt.getTime()).toBeLessThanOrEqual(now.getTime())
        expect(dayIn(zone, new Date(trace.receivedAt.getTime() - 1))).toBe(addDays(day, -1))
      }),
    )
  })

  it('it is not to come, not even by a day that has begun elsewhere, and not more than a year ago', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 4000 }), (now, days) => {
        const today = dayIn(zone, now)
        expect(dayFaults(addDays(today, days), now)).toEqual([
          { path: 'receivedOn', key: 'complaint.day-ahead' },
        ])
        expect(dayFaults(addDays(today, -longestBackDays - days), now)).toEqual([
          { path: 'receivedOn', key: 'complaint.day-past' },
        ])
      }),
    )
    const lateEvening = new Date('2026-11-20T20:00:00Z')
    expect(dayFaults('2026-11-21', lateEvening), 'in Almaty it is the 21st').toEqual([])
    expect(dayFaults('2026-11-22', lateEvening)).not.toEqual([])
  })

  it('the change of the zone’s offset moves no day', () => {
    expect(dayIn(zone, startOfDay(zone, '2024-03-01'))).toBe('2024-03-01')
    expect(dayIn(zone, startOfDay(zone, '2024-02-29'))).toBe('2024-02-29')
  })
})

onBothEngines('a complaint that came outside the portal', (world) => {
  let agent: Staff
  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    agent = await world().signedInStaff()
  })
  /** A customer with a phone, as staff have found them and as they read their own. */
  const stage = async () => {
    const own = await freshCustomer(world())
    const { subject, phone } = own
    await putHoldings(world().system(subject), {
      holdings: [{ field: 'phone', value: phone, obtainedVia: 'app' }],
    })
    return { own, desk: { ...agent, subject }, system: world().system(subject) }
  }
  const rowsOf = (subject: string) => world().db.select().from(cases).where(eq(cases.customerId, subject))
  const actorsOf = async (subject: string) =>
    (await auditOf(world().db, { customerId: subject, action: 'complaint.entered' })).map(
      ({ actorKind, actorId, detail }) => [actorKind, actorId, detail.channel, detail.received],
    )

  it('is entered by staff with its day and channel, and its customer sees both and the clock from that day', async () => {
    const { own, desk } = await stage()
    const entered = await enterComplaint(desk, entry())
    expect(entered).toMatchObject({ dueOn: '2026-12-16', late: false })
    expect(entered.reference).toMatch(/^Ш-2026-\d{5,}$/)
    const view = await showComplaint(own, { caseId: entered.id })
    expect(view).toMatchObject({
      ...{ channel: 'letter', dueOn: '2026-12-16', state: 'registered', owed: true, lastStep: 2 },
      trace: { received: '2026-11-16', due: '2026-12-16', firstDay: '2026-11-17' },
      progress: { day: 4, daysLeft: 26, state: 'running' },
    })
    expect(view.steps.map(({ kind, side, at, text }) => [kind, side, at, text])).toEqual([
      ['received', 'customer', testNow, text],
      ['registered', 'portal', testNow, null],
    ])
    expect((await listComplaints(own)).map(({ channel }) => channel)).toEqual(['letter'])
    expect(await actorsOf(own.subject)).toEqual([['staff', agent.actor.staffId, 'letter', '2026-11-16']])
    expect((await rowsOf(own.subject)).map(({ locale }) => locale)).toEqual(['ru'])
  })

  it('tells its customer the number and the last day, and the systems that it was filed', async () => {
    const { own, desk } = await stage()
    const { id, reference, dueOn } = await enterComplaint(desk, entry({ channel: 'phone' }))
    const told = await world().db.select().from(messages).where(eq(messages.customerId, own.subject))
    expect(told.map(({ kind, channel }) => [kind, channel]).toSorted()).toEqual([
      ['complaint-entered', 'email'],
      ['complaint-entered', 'sms'],
    ])
    const sender = taker()
    await sendDueMessages(world().worker(), 'sms', sender)
    expect(sender.taken).toContainEqual(expect.objectContaining({ params: { reference, due: dueOn } }))
    const emitted = await world().db.select().from(events).where(eq(events.customerId, own.subject))
    expect(emitted.map(({ type, objectId }) => [type, objectId])).toEqual([['complaint.filed', id]])
  })

  it('is late at once when the day owed is past, and says so to the customer as to the staff', async () => {
    const { own, desk } = await stage()
    const entered = await enterComplaint(desk, entry({ receivedOn: '2026-10-20' }))
    expect(entered).toMatchObject({ dueOn: '2026-11-19', late: true })
    expect(await showComplaint(own, { caseId: entered.id })).toMatchObject({
      progress: { state: 'late', daysLeft: -1 },
      can: { disagree: true },
    })
    const told = await world().db.select().from(messages).where(eq(messages.customerId, own.subject))
    expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(['complaint-entered-late']))
    const onTheDay = await enterComplaint(desk, entry({ id: 'on the day', receivedOn: '2026-10-21' }))
    expect(onTheDay).toMatchObject({ dueOn: '2026-11-20', late: false })
  })

  it('is entered once under an id of a system, and another under that id is refused and changes nothing', async () => {
    const { own, system } = await stage()
    const about = { kind: 'consent', id: 'marketing-sms' }
    const first = await enterComplaint(system, entry({ about }))
    expect(await enterComplaint(system, entry({ about })), 'a repeat').toEqual(first)
    const atOnce = await Promise.all([1, 2].map(() => enterComplaint(system, entry({ id: 'twice' }))))
    expect(new Set(atOnce.map(({ id }) => id)).size).toBe(1)
    const { reference } = first
    const taken = invalid({ path: 'id', key: 'complaint.entered-otherwise', params: { reference } })
    const before = await world().audited()
    const others = [
      { about, text: 'Басқа мәтін.' },
      { about, receivedOn: '2026-11-15' },
      { about, channel: 'branch' },
      { about, kind: 'unauthorised-use' },
      { about, locale: 'kk' },
      { about: { ...about, id: 'marketing-calls' } },
      {},
    ]
    for (const other of others)
      await expect(enterComplaint(system, entry(other)), JSON.stringify(other)).rejects.toEqual(taken)
    expect(await world().audited()).toEqual(before)
    expect(await rowsOf(own.subject)).toHaveLength(2)
    const another = await enterComplaint(
      { ...system, actor: { ...system.actor, systemId: 'crm' } } as Ctx,
      entry(),
    )
    expect(another.id, 'the id of another system is another’s').not.toBe(first.id)
  })

  it.each([
    ['a day to come', { receivedOn: '2026-11-21' }, 'receivedOn', 'complaint.day-ahead'],
    ['a day too long ago', { receivedOn: '2025-11-19' }, 'receivedOn', 'complaint.day-past'],
    ['no day', { receivedOn: '16.11.2026' }, 'receivedOn', 'complaint.day'],
    ['a day that is none', { receivedOn: '2026-11-31' }, 'receivedOn', 'complaint.day'],
    ['the portal as its channel', { channel: 'portal' }, 'channel', 'complaint.channel'],
    ['no text', { text: ' ' }, 'text', 'complaint.text-empty'],
    ['an unknown subject', { about: { kind: 'consent', id: 'nothing' } }, 'about', 'complaint.about-unknown'],
    ['a look', { about: { kind: 'look', id: 'x' } }, 'about.kind', 'complaint.about-unknown'],
    ['no id', { id: ' ' }, 'id', 'complaint.entry-id'],
  ])('with %s is refused and changes nothing', async (_, rest, path, key) => {
    const { own, desk, system } = await stage()
    const before = await world().audited()
    const wrong = invalidAt(path, key)
    for (const ctx of [desk, system]) await expect(enterComplaint(ctx, entry(rest))).rejects.toEqual(wrong)
    expect(await world().audited()).toEqual(before)
    expect(await rowsOf(own.subject)).toEqual([])
  })

  it('is entered by no customer, no administrator and no system without the permission', async () => {
    const { own, system } = await stage()
    const before = await world().audited()
    const actors: Ctx[] = [
      own,
      world().staff(own.subject, 'administrator'),
      world().support(own.subject, 'complaints'),
      world().worker(),
      { ...system, actor: { kind: 'system', systemId: 'crm', scopes: ['holdings:put'] } },
    ]
    for (const ctx of actors)
      await expect(enterComplaint(ctx, entry()), ctx.actor.kind).rejects.toEqual(refusal('forbidden'))
    expect(await world().audited()).toEqual(before)
  })

  it('a system reads no complaint and no step that the bank’s staff or the customer wrote', async () => {
    const { own, desk, system } = await stage()
    const { id } = await enterComplaint(desk, entry())
    const seen = await world().db.transaction(async (tx) => {
      await tx.execute('set local role arqau_system')
      return tx.select({ id: caseSteps.id }).from(caseSteps).where(eq(caseSteps.caseId, id))
    })
    expect(seen).toEqual([])
    await fileComplaint(own, { kind: 'ordinary', text })
    const reads = (customerId: string) =>
      world().db.transaction(async (tx) => {
        await tx.execute('set local role arqau_system')
        return tx.select({ id: cases.id }).from(cases).where(eq(cases.customerId, customerId))
      })
    expect(await reads(own.subject)).toEqual([])
    const entered = await enterComplaint(system, entry({ id: 'IN-7' }))
    expect(await reads(own.subject)).toEqual([{ id: entered.id }])
  })
})
