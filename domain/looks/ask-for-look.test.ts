import { beforeAll, expect, it } from 'vitest'
import { guardians } from '#db/schema/customers.ts'
import { events } from '#db/schema/events.ts'
import { messages } from '#db/schema/messages.ts'
import { auditOf } from '#testing/audit.ts'
import { minutesOn } from '#testing/clock.ts'
import { invalidAt, lockedBy, refusal } from '#testing/expect.ts'
import { type LookStage, lookStage } from '#testing/looks.ts'
import { onBothEngines, testIins, testNow } from '#testing/world.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { fileRequest } from '../requests/file-request.ts'
import { withdrawRequest } from '../requests/withdraw-request.ts'
import { askForLook } from './ask-for-look.ts'
import { endLook } from './end-look.ts'
import { findCustomer } from './find-customer.ts'
import { prepareLook } from './prepare-look.ts'
import { listDeskLooks } from './show-desk-look.ts'
import { showLook } from './show-look.ts'

onBothEngines('asking for a look', (world) => {
  let stage: LookStage

  beforeAll(async () => {
    stage = await lookStage(world())
  })

  it('a look is asked for in the words the customer reads, with an audit row, an event and notices by two channels', async () => {
    const noted = async () =>
      (await world().db.select().from(messages)).filter(({ kind }) => kind === 'look-asked')
    const before = (await noted()).map(({ id }) => id)
    const { agent, lookId } = await stage.asking({ pages: ['settings', 'consents'] })
    expect(await showLook(stage.customer, { lookId })).toMatchObject({
      kind: 'leave',
      state: 'waiting',
      staffId: agent.actor.staffId,
      staffRole: 'agent',
      reason: 'check-complaint',
      text: 'SMS келісімінің күйін тексеру',
      complaint: { reference: stage.reference },
      pages: ['consents', 'settings'],
      minutes: 15,
      until: minutesOn(10),
      can: { answer: true, end: false },
    })
    const [asked] = await auditOf(world().db, { objectId: lookId })
    expect(asked).toMatchObject({
      action: 'look.asked',
      customerId: stage.customer.subject,
      actorKind: 'staff',
      actorId: agent.actor.staffId,
    })
    const told = await world().db.select().from(events)
    expect(told.filter((event) => event.objectId === lookId).map(({ type }) => type)).toEqual(['look.asked'])
    const notices = (await noted()).filter(({ id }) => !before.includes(id))
    expect(notices.map(({ channel }) => channel).sort()).toEqual(['email', 'sms'])
    expect(JSON.stringify(notices)).not.toContain('SMS келісімінің')
  })

  it('a look is asked for about an open request, with the customer’s leave alone', async () => {
    const agent = await world().signedInStaff()
    const { id, reference } = await fileRequest(stage.customer, { kind: 'information' })
    expect(await prepareLook(agent, { reference: reference.replace('С-', 's ') })).toMatchObject({
      ...{ type: 'request', reference, kinds: ['leave'] },
      reasons: expect.not.arrayContaining(['check-complaint']),
    })
    const ask = (more: object = {}) =>
      askForLook(agent, stage.wanted({ reference, reason: 'explain-page', ...more }))
    await expect(ask({ kind: 'break-glass' })).rejects.toEqual(lockedBy('look.request-leave'))
    await expect(ask({ reason: 'check-complaint' })).rejects.toEqual(invalidAt('reason', 'look.reason'))
    const { lookId } = await ask()
    const about = { request: { id, reference }, complaint: null, contact: null }
    expect(await showLook(stage.customer, { lookId })).toMatchObject(about)
    expect(await listDeskLooks(agent)).toMatchObject([{ id: lookId, ...about }])
    expect((await findCustomer(agent, { query: reference })).found).not.toBeNull()
    await endLook(agent, { lookId })
    await withdrawRequest(stage.customer, { caseId: id, lastStep: 2 })
    await expect(ask()).rejects.toEqual(lockedBy('look.request-closed'))
    await expect(ask({ reference: 'С-2026-99999' })).rejects.toEqual(invalidAt('reference', 'look.request'))
  })

  it('a look is asked for by the number of a complaint as people write it', async () => {
    const agent = await world().signedInStaff()
    const reference = `№ ${stage.reference.replace('Ш-', 'sh ')}.`
    expect(await prepareLook(agent, { reference })).toMatchObject({ reference: stage.reference })
    const { lookId } = await askForLook(agent, stage.wanted({ reference }))
    expect(await listDeskLooks(agent)).toMatchObject([
      { id: lookId, complaint: { reference: stage.reference } },
    ])
    await endLook(agent, { lookId })
  })

  it('a request for a look with anything missing or made up is refused', async () => {
    const agent = await world().signedInStaff()
    const ask = (rest: object) => askForLook(agent, stage.wanted(rest))
    const wrong: [object, string][] = [
      [{ text: 'қысқа' }, 'text'],
      [{ text: `а${' '.repeat(20)}б` }, 'text'],
      [{ pages: [] }, 'pages'],
      [{ pages: ['consents', 'codes'] }, 'pages.1'],
      [{ minutes: 60 }, 'minutes'],
      [{ reason: 'curious' }, 'reason'],
      [{ reference: 'Ш-2026-99999' }, 'reference'],
    ]
    for (const [rest, path] of wrong)
      await expect(ask(rest), path).rejects.toEqual(
        refusal('invalid', { issues: expect.arrayContaining([expect.objectContaining({ path })]) }),
      )
    expect(await listDeskLooks(agent)).toEqual([])
  })

  it('an agent asks for one look at a time, even when asking many times at once', async () => {
    const agent = await world().signedInStaff()
    const asked = Array.from({ length: 8 }, () => askForLook(agent, stage.wanted()))
    const tries = await Promise.allSettled(asked)
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of tries)
      if (one.status === 'rejected') expect(one.reason).toEqual(lockedBy('look.one-at-a-time'))
    const [open] = await listDeskLooks(agent)
    await endLook(agent, { lookId: open?.id })
    expect(await askForLook(agent, stage.wanted())).toHaveProperty('lookId')
  })

  it('an agent never looks at themselves, a colleague, or someone they are guardian or dependant of', async () => {
    const [agent, herself] = [await world().signedInStaff(), await world().customer(1)]
    const text = 'Мекенжайым үш рет түзетілмеді, тексеріңіз.'
    const own = await fileComplaint(herself, { kind: 'ordinary', text })
    expect(await askForLook(agent, stage.wanted({ reference: own.reference }))).toHaveProperty('lookId')
    const her = await world().signedInStaff('agent', testIins[1])
    const at = { guardianId: herself.subject, customerId: stage.customer.subject, registeredAt: testNow }
    await world().db.insert(guardians).values(at)
    await expect(askForLook(her, stage.wanted())).rejects.toEqual(lockedBy('look.relative'))
    await expect(askForLook(her, stage.wanted({ reference: own.reference }))).rejects.toEqual(
      lockedBy('look.oneself'),
    )
    const colleague = await world().signedInStaff()
    for (const ask of [askForLook, prepareLook])
      await expect(ask(colleague, stage.wanted({ reference: own.reference }))).rejects.toEqual(
        lockedBy('look.colleague'),
      )
    await world().db.delete(guardians)
  })

  it('looks are asked for by the desks alone', async () => {
    const others = [
      stage.customer,
      world().visitor(),
      world().system(),
      world().worker(),
      await world().signedInStaff('administrator'),
    ]
    for (const ctx of others)
      await expect(askForLook(ctx, stage.wanted())).rejects.toEqual(refusal('forbidden'))
  })
})
