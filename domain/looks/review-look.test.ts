import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { lookSteps } from '#db/schema/looks.ts'
import { messages } from '#db/schema/messages.ts'
import { auditOf } from '#testing/audit.ts'
import { at, hoursOn } from '#testing/clock.ts'
import { lockedBy, refusal } from '#testing/expect.ts'
import { type LookStage, lookStage, review } from '#testing/looks.ts'
import { onBothEngines } from '#testing/world.ts'
import { changeLocale } from '../customers/change-locale.ts'
import { showOverview } from '../overview/show-overview.ts'
import { acknowledgeLook } from './acknowledge-look.ts'
import { approveLook } from './approve-look.ts'
import { askForLook } from './ask-for-look.ts'
import { countUrgent } from './count-urgent.ts'
import { endLook } from './end-look.ts'
import { oversee } from './oversee.ts'
import { escalationFaults, reviewLook } from './review-look.ts'
import { lookEscalations, lookVerdicts } from './schema.ts'
import { settleEscalation } from './settle-escalation.ts'
import { showDeskLook } from './show-desk-look.ts'
import { showLook } from './show-look.ts'
import { startLook } from './start-look.ts'

const against = { verdict: 'unjustified', escalation: 'internal-investigation' }
const ending = (lookId: string) => ({
  lookId,
  outcome: 'measures-taken',
  text: 'Қызметкердің құқығы тоқтатылды.',
})

onBothEngines('reviewing a look without leave', (world) => {
  let stage: LookStage

  beforeAll(async () => {
    stage = await lookStage(world())
  })

  const officer = () => world().signedInStaff('officer')
  const stepsOf = (lookId: string) =>
    world().db.select().from(lookSteps).where(eq(lookSteps.lookId, lookId)).orderBy(lookSteps.number)
  const noticesOf = async (kind: string) =>
    (await world().db.select().from(messages)).filter((one) => one.kind === kind).length
  const openLooks = async () => (await showOverview(stage.customer)).looks.map(({ id }) => id)

  it('a review keeps its verdict and text, which the customer reads in their language and is told of', async () => {
    const { lookId } = await stage.over()
    const [reviewer, before] = [await officer(), await noticesOf('look-reviewed')]
    await reviewLook(reviewer, review(lookId))
    const { steps } = await showLook(stage.customer, { lookId })
    const { text } = review(lookId)
    expect(steps.at(-1)).toMatchObject({
      kind: 'reviewed',
      staff: reviewer.actor.staffId,
      verdict: 'justified',
      escalation: null,
      said: { text, locale: 'kk' },
    })
    expect((await showDeskLook(reviewer, { lookId })).steps.at(-1)?.said?.text).toBe(text)
    expect(await noticesOf('look-reviewed')).toBe(before + 2)
    const [row] = await auditOf(world().db, { objectId: lookId, action: 'look.reviewed' })
    expect(row).toMatchObject({
      customerId: stage.customer.subject,
      actorId: reviewer.actor.staffId,
      detail: { verdict: 'justified' },
    })
    const [step] = (await stepsOf(lookId)).slice(-1)
    expect(Buffer.from(step?.textSealed ?? []).includes(text)).toBe(false)
  })

  it('a text is in the language its customer reads in at that time', async () => {
    const own = await lookStage(world(), 1)
    const { lookId } = await own.over()
    await changeLocale(own.customer, { locale: 'ru' })
    expect((await showDeskLook(await officer(), { lookId })).customerLocale).toBe('ru')
    await reviewLook(await officer(), review(lookId))
    const { steps } = await showLook(own.customer, { lookId })
    expect(steps.at(-1)?.said?.locale).toBe('ru')
  })

  it('a look that was not justified waits on the officers’ worklist until another officer has settled it', async () => {
    const { agent, lookId } = await stage.over()
    const [reviewer, other] = [await officer(), await officer()]
    await expect(settleEscalation(other, ending(lookId))).rejects.toEqual(lockedBy('look.no-settled'))
    await reviewLook(reviewer, review(lookId, against))
    const escalated = async () => (await oversee(other)).escalated.some(({ id }) => id === lookId)
    expect(await escalated()).toBe(true)
    expect((await showDeskLook(reviewer, { lookId })).can.settle).toBe(false)
    await expect(settleEscalation(reviewer, ending(lookId))).rejects.toEqual(lockedBy('look.own-review'))
    for (const ctx of [agent, await world().signedInStaff('supervisor'), stage.customer, world().worker()])
      await expect(settleEscalation(ctx, ending(lookId))).rejects.toEqual(refusal('forbidden'))
    expect(await escalated()).toBe(true)
    const told = await noticesOf('look-settled')
    expect((await showDeskLook(other, { lookId })).can.settle).toBe(true)
    await settleEscalation(other, ending(lookId))
    expect(await escalated()).toBe(false)
    expect(await noticesOf('look-settled')).toBe(told + 2)
    expect((await showLook(stage.customer, { lookId })).steps.at(-1)).toMatchObject({
      kind: 'settled',
      outcome: 'measures-taken',
      said: { text: ending(lookId).text, locale: 'kk' },
    })
    const rows = await auditOf(world().db, { objectId: lookId, action: 'look.settled' })
    expect(rows.map(({ detail }) => detail)).toEqual([{ outcome: 'measures-taken' }])
    await expect(settleEscalation(other, ending(lookId))).rejects.toEqual(lockedBy('look.no-settled'))
  })

  it('the agent who looked neither reviews nor settles it, whatever role they have since', async () => {
    const agent = await officer()
    const { lookId } = await askForLook(agent, stage.wanted({ kind: 'break-glass' }))
    for (const role of ['supervisor', 'officer'] as const)
      await approveLook(await world().signedInStaff(role), { lookId, answer: 'grant' })
    await startLook(agent, { lookId })
    await endLook(agent, { lookId })
    await expect(reviewLook(agent, review(lookId))).rejects.toEqual(lockedBy('look.own-request'))
    await reviewLook(await officer(), review(lookId, against))
    await expect(settleEscalation(agent, ending(lookId))).rejects.toEqual(lockedBy('look.own-request'))
    expect((await stepsOf(lookId)).map(({ kind }) => kind)).not.toContain('settled')
  })

  it('a look comes back to the overview with what was found against it, however often it was noted before', async () => {
    const { lookId } = await stage.over()
    const shows = async () => (await openLooks()).includes(lookId)
    const seen = async () => (await showLook(stage.customer, { lookId })).steps.length
    await acknowledgeLook(stage.customer, { lookId, seen: await seen() })
    expect(await shows()).toBe(false)
    const before = await seen()
    await reviewLook(await officer(), review(lookId, against))
    expect(await shows()).toBe(true)
    await expect(acknowledgeLook(stage.customer, { lookId, seen: before })).rejects.toEqual(
      refusal('conflict'),
    )
    await acknowledgeLook(stage.customer, { lookId, seen: await seen() })
    expect(await shows()).toBe(false)
    await settleEscalation(await officer(), ending(lookId))
    expect(await shows()).toBe(true)
    await acknowledgeLook(stage.customer, { lookId, seen: await seen() })
    expect(await shows()).toBe(false)
  })

  it.each([
    ['no verdict', { verdict: 'fine' }, 'verdict', 'look.verdict'],
    ['no text', { text: ' ' }, 'text', 'look.review-empty'],
    ['a place left open', { text: 'Дерек […] үшін қаралды.' }, 'text', 'invalid.unfinished'],
    ['a hint left in', { text: 'Дерек [себебін жазыңыз…] қаралды.' }, 'text', 'invalid.unfinished'],
    ['no escalation', { verdict: 'excessive' }, 'escalation', 'look.escalation-missing'],
    [
      'an escalation of what was justified',
      { escalation: 'responsible-person' },
      'escalation',
      'look.escalation-needless',
    ],
  ])('a review with %s is refused and changes nothing', async (_, more, path, key) => {
    const [{ lookId }, reviewer] = [await stage.over(), await officer()]
    const before = await world().audited()
    const refused = refusal('invalid', { issues: [expect.objectContaining({ path, key })] })
    await expect(reviewLook(reviewer, review(lookId, more))).rejects.toEqual(refused)
    expect(await world().audited()).toEqual(before)
    expect((await stepsOf(lookId)).map(({ kind }) => kind)).not.toContain('reviewed')
  })

  it('an escalation belongs to a verdict against the look, and to no other', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...lookVerdicts),
        fc.constantFrom(undefined, ...lookEscalations),
        (verdict, escalation) => {
          const owed = verdict !== 'justified'
          expect(escalationFaults({ verdict, escalation })).toHaveLength(
            owed === (escalation !== undefined) ? 0 : 1,
          )
        },
      ),
    )
  })

  it('the database keeps a review as it is: nobody changes, removes or repeats it, or escalates without a verdict', async () => {
    const { agent, lookId } = await stage.over()
    await reviewLook(await officer(), review(lookId, against))
    const { db } = world()
    await expect(
      db.execute(
        sql`update look_steps set verdict = 'justified', escalation = null where look_id = ${lookId}`,
      ),
    ).rejects.toThrow()
    await expect(db.execute(sql`delete from look_steps where look_id = ${lookId}`)).rejects.toThrow()
    const [step] = (await stepsOf(lookId)).slice(-1)
    if (!step) throw new Error('a review has its step')
    const { number } = step
    const next = { ...step, number: number + 1 }
    const settled = {
      ...next,
      actorId: agent.actor.staffId,
      kind: 'settled' as const,
      verdict: null,
      escalation: null,
      outcome: 'no-breach' as const,
    }
    for (const [row, why] of [
      [next, 'look_steps_once'],
      [settled, 'judged by somebody else'],
      [{ ...settled, actorId: step.actorId }, 'judged by somebody else'],
      [{ ...settled, actorId: 'Қ-9', outcome: null }, 'whole'],
      [{ ...settled, actorId: 'Қ-9', locale: null }, 'whole'],
      [{ ...settled, actorId: 'Қ-9', verdict: 'justified' as const }, 'whole'],
    ] as const)
      await expect(db.insert(lookSteps).values(row)).rejects.toMatchObject({
        cause: { message: expect.stringContaining(why) },
      })
    expect((await stepsOf(lookId)).at(-1)).toEqual(step)
    const other = await stage.over()
    const own = { ...step, lookId: other.lookId, number: 7, actorId: other.agent.actor.staffId }
    await expect(db.insert(lookSteps).values(own)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('judged by somebody else') },
    })
  })

  it('a review that is overdue is an alert for the officers, who read it first, and for nobody else', async () => {
    const { lookId } = await stage.over()
    const [reviewer, supervisor] = [await officer(), await world().signedInStaff('supervisor')]
    const [early, late] = [hoursOn(47), hoursOn(48)]
    const alerts = async (ctx: typeof reviewer, now: Date) => countUrgent(at(ctx, now))
    const owed = await alerts(reviewer, early)
    expect(await alerts(reviewer, late)).toBeGreaterThan(owed)
    expect(await alerts(supervisor, late)).toBe(await alerts(supervisor, early))
    const { awaitingReview } = await oversee(at(reviewer, late))
    const due = awaitingReview.map(({ reviewBy }) => reviewBy?.getTime() ?? 0)
    expect(due).toEqual(due.toSorted((one, other) => one - other))
    expect(awaitingReview.find(({ id }) => id === lookId)?.reviewBy).toEqual(hoursOn(48))
    await reviewLook(at(reviewer, late), review(lookId))
    expect((await oversee(at(reviewer, late))).awaitingReview.map(({ id }) => id)).not.toContain(lookId)
  })
})
