import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { caseNotes, cases } from '#db/schema/cases.ts'
import { events } from '#db/schema/events.ts'
import { messages } from '#db/schema/messages.ts'
import { catalogue } from '#policy/load.ts'
import { auditOf } from '#testing/audit.ts'
import { letOut } from '#testing/bank-texts.ts'
import { at, daysOn } from '#testing/clock.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { lockedBy, refusal, wrongAt } from '#testing/expect.ts'
import { holding, putFor } from '#testing/holdings.ts'
import { onBothEngines } from '#testing/world.ts'
import { answerDeletion } from '../deletions/answer-deletion.ts'
import { proposeDeletion } from '../deletions/propose-deletion.ts'
import { showDeletion } from '../deletions/show-deletion.ts'
import { openCase } from '../desk/open-case.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { putRestriction } from '../restrictions/put-restriction.ts'
import { enterRequest } from './enter-request.ts'
import { fileRequest } from './file-request.ts'
import { moveRequest } from './move-request.ts'
import { showRequest } from './show-request.ts'

const entry = (changes: object = {}) => ({
  id: 'BR-17/2026-118',
  channel: 'branch',
  receivedOn: '2026-11-19',
  kind: 'deletion',
  text: 'Деректерім жойылсын.',
  identity: 'Жеке куәлігі көрілді, фотосы сәйкес.',
  locale: 'kk',
  ...changes,
})

onBothEngines('a request that the desk enters', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  const stage = async () => {
    const own = await freshCustomer(world())
    const [one, other] = [await world().signedInStaff(), await world().signedInStaff()]
    return { own, desk: { ...one, subject: own.subject }, colleague: { ...other, subject: own.subject } }
  }
  const rowsOf = ({ subject }: Subject) =>
    world().db.select().from(cases).where(eq(cases.customerId, subject))

  it('has the clock from its day of receipt, a note on the identity for staff alone, and is told to its customer', async () => {
    const { own, desk } = await stage()
    const entered = await enterRequest(desk, entry({ kind: 'information', channel: 'letter' }))
    // 19 November 2026 is a Thursday: the third working day after it is the Tuesday.
    expect(entered).toMatchObject({
      reference: expect.stringMatching(/^С-2026-/),
      dueOn: '2026-11-24',
      late: false,
    })
    const view = await showRequest(own, { caseId: entered.id })
    expect(view).toMatchObject({
      channel: 'letter',
      kind: 'information',
      state: 'registered',
      dueOn: '2026-11-24',
    })
    expect(JSON.stringify(view)).not.toContain('фотосы')
    const { staffEntries } = await openCase(desk, { caseId: entered.id })
    expect(staffEntries).toMatchObject([{ kind: 'note', text: entry().identity, staff: desk.actor.staffId }])
    const audited = await auditOf(world().db, { objectId: entered.id })
    expect(audited.map(({ action }) => action)).toEqual(['request.entered', 'request.opened'])
    expect(audited[0]).toMatchObject({
      actorId: desk.actor.staffId,
      detail: { kind: 'information', channel: 'letter', received: '2026-11-19' },
    })
    expect(JSON.stringify(audited)).not.toContain('фотосы')
    const told = await world().db.select().from(messages).where(eq(messages.customerId, own.subject))
    expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(['request-entered']))
    const emitted = await world().db.select().from(events).where(eq(events.customerId, own.subject))
    expect(emitted.map(({ type, objectId }) => [type, objectId])).toEqual([['request.filed', entered.id]])
  })

  it('is late at once where its last day is past, and says so', async () => {
    const { own, desk } = await stage()
    const long = { kind: 'information', receivedOn: '2026-10-01' }
    expect(await enterRequest(desk, entry(long))).toMatchObject({ late: true })
    const told = await world().db.select().from(messages).where(eq(messages.customerId, own.subject))
    expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(['request-entered-late']))
  })

  it('is entered once under its id, and is no second one beside an open one', async () => {
    const { own, desk } = await stage()
    const first = await enterRequest(desk, entry())
    expect(await enterRequest(desk, entry())).toEqual(first)
    await expect(enterRequest(desk, entry({ text: 'Басқа мәтін' }))).rejects.toMatchObject(wrongAt('id'))
    await expect(enterRequest(desk, entry({ id: 'BR-2' }))).rejects.toMatchObject(wrongAt('kind'))
    await expect(fileRequest(own, { kind: 'deletion' })).rejects.toMatchObject(wrongAt('kind'))
    expect(await rowsOf(own)).toHaveLength(1)
    const notes = await world().db.select().from(caseNotes).where(eq(caseNotes.customerId, own.subject))
    expect(notes).toHaveLength(1)
  })

  it.each([
    [{ channel: 'phone' }, 'channel'],
    [{ channel: 'letter', kind: 'restriction' }, 'channel'],
    [{ channel: 'portal' }, 'channel'],
    [{ identity: '  ' }, 'identity'],
    [{ kind: 'copy' }, 'kind'],
    [{ kind: 'correction' }, 'about'],
    [{ kind: 'information', about: { kind: 'field', id: 'shoe-size' } }, 'about'],
    [{ receivedOn: '2027-01-01' }, 'receivedOn'],
    [{ receivedOn: '2020-01-01' }, 'receivedOn'],
  ])('with %o it is refused, and nothing is written', async (changes, path) => {
    const { own, desk } = await stage()
    await expect(enterRequest(desk, entry(changes))).rejects.toMatchObject(wrongAt(path))
    expect(await rowsOf(own)).toEqual([])
  })

  const restricted = ({ subject }: Subject) =>
    putRestriction(world().system(subject), {
      ...{ field: 'salary', reason: 'customer-demanded', allowed: [], evidence: 'BR-1' },
    })

  it('a colleague decides on the restriction one has entered; one may only refuse it', async () => {
    const { own, desk, colleague } = await stage()
    const asked = entry({ kind: 'restriction', about: { kind: 'field', id: 'salary' } })
    const { id: caseId } = await enterRequest(desk, asked)
    await restricted(own)
    const done = { outcomes: [{ outcome: 'fulfilled' }], text: 'Шектелді.', lastStep: 2 }
    for (const kind of ['fulfilled', 'partly-fulfilled']) {
      const outcomes = [...done.outcomes, { field: 'phone', outcome: 'refused', reason: 'legal-obligation' }]
      const said = kind === 'fulfilled' ? done : { ...done, outcomes }
      await expect(moveRequest(desk, { caseId, kind, ...said })).rejects.toEqual(
        lockedBy('request.four-eyes'),
      )
    }
    await moveRequest(colleague, { caseId, kind: 'fulfilled', ...done })
    await letOut(at(colleague, daysOn(0)))
    expect(await showRequest(own, { caseId })).toMatchObject({ state: 'fulfilled' })
    const other = await enterRequest(
      desk,
      entry({ id: 'BR-3', kind: 'information', text: 'Кімге бердіңіздер?' }),
    )
    await moveRequest(desk, { caseId: other.id, kind: 'fulfilled', ...done })
    const third = await enterRequest(
      desk,
      entry({ id: 'BR-4', kind: 'restriction', text: 'Пайдаланбаңыздар.' }),
    )
    const refused = {
      outcomes: [{ outcome: 'refused', reason: 'unfounded' }],
      text: 'Негізсіз.',
      lastStep: 2,
    }
    await moveRequest(desk, { caseId: third.id, kind: 'refused', ...refused })
  })

  it('a deletion has the plan of what is held of its customer, is proposed by one and approved by another', async () => {
    const { own, desk, colleague } = await stage()
    await putFor(world(), own, holding('location', 'Алматы қ.'), holding('address', 'Шымкент қ.'))
    const { id: caseId } = await enterRequest(desk, entry())
    const { fates, can } = await showDeletion(desk, { caseId })
    expect(fates.map(({ field, fate }) => [field, fate])).toEqual([
      ['address', 'kept'],
      ['location', 'erased'],
    ])
    expect(JSON.stringify(fates)).not.toMatch(/Алматы|Шымкент/)
    expect(can).toEqual({ propose: true, approve: false, decline: false })
    const done = { outcomes: [{ outcome: 'fulfilled' }], text: 'Жойылды.', lastStep: 2 }
    for (const staff of [desk, colleague])
      await expect(moveRequest(staff, { caseId, kind: 'fulfilled', ...done })).rejects.toEqual(
        lockedBy('deletion.by-plan'),
      )
    const { own: another } = await stage()
    await putFor(world(), another, holding('location', 'Алматы қ.'), holding('address', 'Шымкент қ.'))
    const supervisor = { ...(await world().signedInStaff('supervisor')), subject: another.subject }
    const entered = await enterRequest(
      supervisor,
      entry({ id: 'BR-5', about: { kind: 'field', id: 'location' } }),
    )
    const agent = { ...desk, subject: another.subject }
    const { fates: narrowed } = await showDeletion(agent, { caseId: entered.id })
    expect(narrowed).toMatchObject([{ field: 'location' }])
    await proposeDeletion(agent, { caseId: entered.id, lastStep: 2 })
    expect((await showDeletion(supervisor, { caseId: entered.id })).can.approve).toBe(false)
    await expect(
      answerDeletion(supervisor, { caseId: entered.id, answer: 'approve', lastStep: 2 }),
    ).rejects.toEqual(lockedBy('deletion.own-entry'))
  })

  it('a restriction is answered as carried out only once the data are restricted', async () => {
    const { own, desk, colleague } = await stage()
    const asked = entry({ kind: 'restriction', about: { kind: 'field', id: 'salary' } })
    const { id: caseId } = await enterRequest(desk, asked)
    const answer = (field: string | null) =>
      moveRequest(colleague, {
        ...{ caseId, kind: 'fulfilled', text: 'Шектелді.', lastStep: 2 },
        outcomes: [{ field, outcome: 'fulfilled' }],
      })
    for (const field of [null, 'salary', 'phone'])
      await expect(answer(field), String(field)).rejects.toMatchObject(wrongAt('outcomes'))
    await restricted(own)
    await expect(answer('phone')).rejects.toMatchObject(wrongAt('outcomes'))
    await answer(null)
  })

  it('nobody but the desk enters one', async () => {
    const { own } = await stage()
    for (const actor of [
      own,
      world().support(own.subject, 'requests'),
      world().system(own.subject),
      world().worker(),
    ])
      await expect(enterRequest({ ...actor, subject: own.subject }, entry())).rejects.toThrow(
        refusal('forbidden'),
      )
    expect(await rowsOf(own)).toEqual([])
  })
})
