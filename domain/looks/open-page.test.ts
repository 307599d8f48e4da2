import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { consentDecisions } from '#db/schema/consents.ts'
import { staff } from '#db/schema/staff.ts'
import { auditOf } from '#testing/audit.ts'
import { minutesOn } from '#testing/clock.ts'
import { lockedBy, refusal } from '#testing/expect.ts'
import { type LookStage, lookStage } from '#testing/looks.ts'
import { onBothEngines, testIins, testNow } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { listComplaints } from '../complaints/list-complaints.ts'
import { decide } from '../consents/decide.ts'
import { listConsents } from '../consents/list-consents.ts'
import type { Ctx } from '../context.ts'
import { changeLocale } from '../customers/change-locale.ts'
import { listHoldings } from '../holdings/list-holdings.ts'
import { putHoldings } from '../holdings/put-holdings.ts'
import { reveal } from '../holdings/reveal.ts'
import { resumeStaffSession } from '../staff/resume-staff-session.ts'
import { signInStaff } from '../staff/sign-in-staff.ts'
import { endLook } from './end-look.ts'
import { openPage } from './open-page.ts'
import { revealForLook } from './reveal-for-look.ts'
import { showLook } from './show-look.ts'

onBothEngines('opening a page in a look', (world) => {
  let stage: LookStage

  beforeAll(async () => {
    stage = await lookStage(world())
  })

  const logged = (lookId: string) => auditOf(world().db, { lookId })

  it('a granted page is opened after it was written down with subject, actor and grant', async () => {
    const { agent, lookId } = await stage.running('consents', 'data')
    const { ctx, look } = await openPage(agent, { lookId, page: 'consents' })
    expect(ctx.permission, 'what is read with it asks anew').toBeUndefined()
    expect(look).toMatchObject({
      page: 'consents',
      pages: ['data', 'consents'],
      customer: 'Орд•••••• Г•••••',
      allowedBy: 'customer',
      until: minutesOn(15),
    })
    expect(await logged(lookId)).toMatchObject([
      {
        action: 'look.page-opened',
        customerId: stage.customer.subject,
        actorKind: 'support',
        actorId: agent.actor.staffId,
        sessionId: agent.actor.sessionId,
        objectId: lookId,
        detail: { page: 'consents' },
      },
    ])
    expect(await listConsents(ctx)).toMatchObject({ live: false })
    const { openings } = await showLook(stage.customer, { lookId })
    expect(openings).toMatchObject([{ what: { page: 'consents', refused: false } }])
  })

  it('a page that was not granted is not opened, and the try is noted where the customer reads it', async () => {
    const { agent, lookId } = await stage.running('consents')
    await expect(openPage(agent, { lookId, page: 'data' })).rejects.toEqual(refusal('forbidden'))
    const { ctx } = await openPage(agent, { lookId, page: 'consents' })
    for (const verb of [listHoldings, listComplaints, listActivity])
      await expect(verb(ctx)).rejects.toEqual(refusal('forbidden'))
    const { openings } = await showLook(stage.customer, { lookId })
    expect(openings.map(({ what }) => what)).toEqual([
      { page: 'data', refused: true },
      { page: 'consents', refused: false },
    ])
    const { entries } = await listActivity(stage.customer, { kind: 'looks' })
    const refused = entries.find(({ action }) => action === 'look.page-refused')
    expect(refused).toMatchObject({ by: 'bank', staff: agent.actor.staffId, code: 'data', lookId })
  })

  it('a look is the agent’s who asked, in the session it began in, until it ends', async () => {
    const { agent, lookId } = await stage.running()
    const open = (ctx: typeof agent) => openPage(ctx, { lookId, page: 'consents' })
    await expect(open(await world().signedInStaff())).rejects.toEqual(refusal('not-found'))
    await expect(open(await world().signedInStaff('officer'))).rejects.toEqual(refusal('not-found'))
    const elsewhere = { ...agent, actor: { ...agent.actor, sessionId: crypto.randomUUID() } }
    await expect(open(elsewhere)).rejects.toEqual(lockedBy('look.other-session'))
    await expect(open({ ...agent, now: minutesOn(15) })).rejects.toEqual(lockedBy('look.over'))
    await endLook(stage.customer, { lookId })
    await expect(open(agent)).rejects.toEqual(lockedBy('look.over'))
    await expect(
      revealForLook(agent, { lookId, field: 'phone', reason: 'ұзақ себеп жазылды' }),
    ).rejects.toEqual(lockedBy('look.over'))
    expect((await logged(lookId)).map(({ action }) => action)).toEqual([])
  })

  it('a look goes on when its agent signs in again in the same browser, and in no other', async () => {
    const { agent, lookId } = await stage.running()
    const entrance = world().ctx({ kind: 'staff-sign-in' })
    const again = async (before: { sub: string; sid: string } | null) => {
      const [person] = await world().db.select().from(staff).where(eq(staff.id, agent.actor.staffId))
      if (!person) throw new Error('the agent is known')
      const session = await signInStaff(
        entrance,
        {
          ...{ issuer: person.issuer, subject: person.subject },
          ...{ role: 'agent', iin: null, authenticatedAt: testNow },
        },
        before,
      )
      const named = { sub: agent.actor.staffId, sid: session?.sessionId ?? '' }
      const me = await resumeStaffSession(entrance, named)
      if (!me) throw new Error('the session has just begun')
      return { ...agent, actor: { kind: 'staff' as const, ...me } }
    }
    const open = (ctx: Ctx) => openPage(ctx, { lookId, page: 'consents' })
    const elsewhere = await again(null)
    await expect(open(elsewhere)).rejects.toEqual(lockedBy('look.other-session'))
    let own = agent
    for (let times = 0; times < 2; times++) {
      own = await again({ sub: own.actor.staffId, sid: own.actor.sessionId })
      expect((await open(own)).look.state).toBe('running')
    }
    const ended = await again({ sub: agent.actor.staffId, sid: agent.actor.sessionId })
    await expect(open(ended), 'after a session that is over').rejects.toEqual(lockedBy('look.other-session'))
  })

  it('a look opens no page before it has begun', async () => {
    const { agent, lookId } = await stage.asking()
    await expect(openPage(agent, { lookId, page: 'consents' })).rejects.toEqual(lockedBy('look.over'))
  })

  it('a look lets nothing be changed: not by verbs, nor by the database', async () => {
    const { agent, lookId } = await stage.running('consents')
    const { ctx } = await openPage(agent, { lookId, page: 'consents' })
    const before = await world().db.select().from(consentDecisions)
    const tries = [
      decide(ctx, { consent: 'marketing-sms', outcome: 'given', previousId: null }),
      fileComplaint(ctx, { kind: 'ordinary', text: 'Клиент атынан шағым жазуға әрекет.' }),
      changeLocale(ctx, { locale: 'ru' }),
      reveal(ctx, { field: 'phone' }),
    ]
    for (const tried of tries) await expect(tried).rejects.toEqual(refusal('forbidden'))
    expect(await world().db.select().from(consentDecisions)).toEqual(before)
    const writes = [
      sql`update customers set locale = 'ru'`,
      sql`delete from holdings`,
      sql`insert into look_steps (customer_id, look_id, number, kind, at, actor_kind)
        values (${ctx.subject}, ${lookId}, 9, 'granted', now(), 'customer')`,
    ]
    for (const write of writes)
      await expect(
        world().db.transaction(async (tx) => {
          await tx.execute(
            sql`select set_config('role', 'arqau_support', true), set_config('app.customer_id', ${ctx.subject}, true)`,
          )
          await tx.execute(write)
        }),
      ).rejects.toMatchObject({ cause: { code: '42501' } })
  })

  it('a look sees its customer’s rows and nobody else’s', async () => {
    const other = await world().customer(1)
    const { agent, lookId } = await stage.running('complaints')
    const { ctx } = await openPage(agent, { lookId, page: 'complaints' })
    const { id } = await fileComplaint(other, { kind: 'ordinary', text: 'Басқа клиенттің шағымы болады.' })
    expect((await listComplaints(ctx)).map((one) => one.id)).not.toContain(id)
    const seen = await listComplaints({ ...ctx, subject: other.subject })
    expect(seen.map((one) => one.id)).toEqual([id])
  })

  it('a look shows a value whole for a reason of its own, which the customer reads word for word', async () => {
    const { agent, lookId } = await stage.running('data')
    const look = { lookId, field: 'phone' }
    await expect(revealForLook(agent, { ...look, reason: 'қысқа' })).rejects.toEqual(refusal('invalid'))
    const reason = 'Нөмірді клиентпен салыстыру керек'
    expect(await revealForLook(agent, { ...look, reason })).toMatchObject({
      value: '+77010000118',
      hideAfterSeconds: 60,
    })
    await expect(revealForLook(agent, { lookId, field: 'credentials', reason })).rejects.toEqual(
      refusal('forbidden'),
    )
    await expect(revealForLook(agent, { lookId, field: 'no-such', reason })).rejects.toEqual(
      refusal('not-found'),
    )
    const { openings } = await showLook(stage.customer, { lookId })
    expect(openings[0]?.what).toMatchObject({ field: 'phone', reason })
    for (const kind of ['looks', 'data'] as const) {
      const { entries } = await listActivity(stage.customer, { kind })
      const entry = entries.find(({ action }) => action === 'look.value-opened')
      expect(entry).toMatchObject({ staff: agent.actor.staffId, reason, lookId })
    }
    expect(JSON.stringify(await logged(lookId))).not.toContain('салыстыру')
  })

  it('the IIN is never opened in a look, whatever the reason', async () => {
    const holdings = [{ field: 'iin', value: testIins[0], obtainedVia: 'app' }]
    await putHoldings(world().system(stage.customer.subject), { holdings })
    const { agent, lookId } = await stage.running('data')
    const asked = { lookId, field: 'iin', reason: 'ЖСН-ді құжатпен салыстыру керек' }
    await expect(revealForLook(agent, asked)).rejects.toEqual(refusal('forbidden'))
    const { ctx } = await openPage(agent, { lookId, page: 'data' })
    const iin = async (reader: Ctx) => {
      const { categories } = await listHoldings(reader)
      return categories.flatMap(({ fields }) => fields).find(({ id }) => id === 'iin')?.held
    }
    expect([(await iin(ctx))?.revealable, (await iin(stage.customer))?.revealable]).toEqual([false, true])
    expect((await logged(lookId)).map(({ action }) => action)).toEqual([
      'look.value-refused',
      'look.page-opened',
    ])
    const { openings } = await showLook(stage.customer, { lookId })
    expect(openings[0]?.what).toEqual({ field: 'iin', title: 'ЖСН', reason: null })
  })

  it('a look shows no value where the data page was not granted', async () => {
    const { agent, lookId } = await stage.running('consents')
    const asked = { lookId, field: 'phone', reason: 'Нөмірді салыстыру керек' }
    await expect(revealForLook(agent, asked)).rejects.toEqual(refusal('forbidden'))
  })

  it('a look ends with the role of the one who looks', async () => {
    const { agent, lookId } = await stage.running()
    const named = { sub: agent.actor.staffId, sid: agent.actor.sessionId }
    const entrance = world().ctx({ kind: 'staff-sign-in' })
    expect(await resumeStaffSession(entrance, named)).not.toBeNull()
    const [row] = await world().db.select().from(staff).where(eq(staff.id, named.sub))
    const lost = { issuer: 'https://id.example.kz', role: null, iin: null, authenticatedAt: testNow }
    await signInStaff(entrance, { ...lost, subject: row?.subject ?? '' })
    expect(await resumeStaffSession(entrance, named)).toBeNull()
    expect(await stage.stateFor(lookId)).toBe('running')
  })

  it('a look shows nothing when the log cannot be written', async () => {
    const { agent, lookId } = await stage.running('data')
    await world().db.execute(sql`revoke insert on audit_log from arqau_support`)
    try {
      await expect(openPage(agent, { lookId, page: 'data' })).rejects.toThrow()
      const asked = { lookId, field: 'phone', reason: 'Нөмірді салыстыру керек' }
      await expect(revealForLook(agent, asked)).rejects.toThrow()
    } finally {
      await world().db.execute(sql`grant insert on audit_log to arqau_support`)
    }
    expect(await openPage(agent, { lookId, page: 'data' })).toHaveProperty('ctx')
  })
})
