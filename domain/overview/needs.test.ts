import { beforeAll, expect, it } from 'vitest'
import { announceDelay, moveOn, tellCustomer } from '#testing/bank-texts.ts'
import { at, daysOn, minutesOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { type LookStage, lookStage } from '#testing/looks.ts'
import { onBothEngines } from '#testing/world.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { writeMessage } from '../complaints/write-message.ts'
import { decide } from '../consents/decide.ts'
import { acknowledgeLook } from '../looks/acknowledge-look.ts'
import { answerLook } from '../looks/answer-look.ts'
import { approveLook } from '../looks/approve-look.ts'
import { endLook } from '../looks/end-look.ts'
import { openPage } from '../looks/open-page.ts'
import { revealForLook } from '../looks/reveal-for-look.ts'
import { spokenWords } from '../looks/spoken-words.ts'
import { startLook } from '../looks/start-look.ts'
import { fileRequest } from '../requests/file-request.ts'
import { showRequest } from '../requests/show-request.ts'
import { writeRequest } from '../requests/write-request.ts'
import { showOverview } from './show-overview.ts'

onBothEngines('what waits for the customer on the overview', (world) => {
  let stage: LookStage

  beforeAll(async () => {
    stage = await lookStage(world())
  })
  const looksOf = async (now = stage.customer.now) => (await showOverview(at(stage.customer, now))).looks

  it('a look stands there while it waits, not while it runs, and again until it is acknowledged', async () => {
    const { agent, lookId } = await stage.asking({ pages: ['data'] })
    expect(await looksOf()).toMatchObject([
      { id: lookId, can: { answer: true, acknowledge: false }, words: spokenWords(lookId) },
    ])
    await answerLook(stage.customer, { lookId, answer: 'grant' })
    await startLook(agent, { lookId })
    expect(await looksOf()).toEqual([])
    await openPage(agent, { lookId, page: 'data' })
    const reason = 'Нөмірді клиентпен салыстыру керек'
    await revealForLook(agent, { lookId, field: 'phone', reason })
    await endLook(agent, { lookId })
    expect(await looksOf(daysOn(40))).toMatchObject([
      {
        ...{ id: lookId, allowedBy: 'customer', words: null, can: { answer: false, acknowledge: true } },
        openings: [{ what: { page: 'data' } }, { what: { field: 'phone', reason } }],
      },
    ])
    await acknowledgeLook(stage.customer, { lookId })
    expect(await looksOf()).toEqual([])
  })

  it('looks have each their own openings, and say who allowed them', async () => {
    const [first, second] = [await stage.running('data'), await stage.asking({ kind: 'break-glass' })]
    await openPage(first.agent, { lookId: first.lookId, page: 'data' })
    await endLook(first.agent, first)
    for (const role of ['supervisor', 'officer'] as const)
      await approveLook(await world().signedInStaff(role), { ...second, answer: 'grant' })
    await startLook(second.agent, second)
    await openPage(second.agent, { lookId: second.lookId, page: 'consents' })
    await endLook(second.agent, second)
    const seen = (await looksOf()).map(({ id, allowedBy, openings }) => [
      id,
      allowedBy,
      ...openings.map(({ what }) => ('page' in what ? what.page : '')),
    ])
    expect(seen).toHaveLength(2)
    expect(seen).toContainEqual([first.lookId, 'customer', 'data'])
    expect(seen).toContainEqual([second.lookId, 'seniors', 'consents'])
    for (const { lookId } of [first, second]) await acknowledgeLook(stage.customer, { lookId })
  })

  it('a look that was refused, or had not begun in time, asks for nothing', async () => {
    const [refused, unused] = [await stage.asking(), await stage.asking()]
    await answerLook(stage.customer, { ...refused, answer: 'refuse' })
    await answerLook(stage.customer, { ...unused, answer: 'grant' })
    expect(await looksOf(minutesOn(20))).toEqual([])
  })

  it('the question of the bank stands there in its words until the customer answers', async () => {
    const who = await freshCustomer(world())
    const { id: caseId } = await fileComplaint(who, { kind: 'ordinary', text: 'SMS келіп тұр' })
    const agent = { ...(await world().signedInStaff()), subject: who.subject }
    const asked = async () => (await showOverview(who)).questions
    expect(await asked()).toEqual([])
    const step = { caseId, kind: 'waiting-customer' }
    await tellCustomer(agent, { ...step, text: 'Қай нөмірден?', lastStep: 2 })
    expect(await asked()).toMatchObject([
      { id: caseId, question: 'Қай нөмірден?', progress: { daysLeft: 30 } },
    ])
    await announceDelay(agent, { caseId, reason: 'Жүйеден жауап күтеміз', lastStep: 3 })
    expect(await asked()).toMatchObject([{ question: 'Қай нөмірден?' }])
    await writeMessage(who, { caseId, text: 'Білмеймін', lastStep: 4 })
    expect(await asked()).toEqual([])
    await tellCustomer(agent, { ...step, text: 'Қай күні?', lastStep: 5 })
    expect(await asked()).toMatchObject([{ question: 'Қай күні?' }])
  })

  it('a question that stops the clock of a request stands there, and its request is no other open case', async () => {
    const who = await freshCustomer(world())
    const { id: caseId } = await fileRequest(who, { kind: 'information' })
    const agent = { ...(await world().signedInStaff()), subject: who.subject }
    const step = { caseId, kind: 'waiting-customer', lastStep: 2 }
    await moveOn(agent, { ...step, text: 'Құжатты тіркеңіз', pauseReason: 'documents' })
    const asked = await showOverview(who)
    expect(asked.questions).toMatchObject([
      { type: 'request', id: caseId, question: 'Құжатты тіркеңіз', pause: { reason: 'documents' } },
    ])
    expect(asked).toMatchObject({ openCase: null, others: { complaints: 0, requests: 1 } })
    await writeRequest(who, { caseId, text: 'Тіркедім', lastStep: 3 })
    expect(await showOverview(who)).toMatchObject({ questions: [], openCase: { id: caseId, pause: null } })
  })

  it('a question about a request that is late stops no clock', async () => {
    const who = await freshCustomer(world())
    const { id: caseId } = await fileRequest(who, { kind: 'information' })
    const [agent, late] = [{ ...(await world().signedInStaff()), subject: who.subject }, daysOn(20)]
    const step = { caseId, kind: 'waiting-customer', lastStep: 2 }
    await moveOn(at(agent, late), { ...step, text: 'Құжатты тіркеңіз', pauseReason: 'documents' })
    expect(await showOverview(at(who, daysOn(21)))).toMatchObject({
      questions: [{ id: caseId, pause: null, progress: { state: 'late' } }],
      openCase: { id: caseId },
    })
    expect(await showRequest(at(who, daysOn(21)), { caseId })).toMatchObject({ pause: null })
  })

  it('a consent that ends soon stands there with what its switch needs, and no longer among the others', async () => {
    const who = await freshCustomer(world())
    const given = { outcome: 'given', previousId: null }
    await decide(at(who, daysOn(-300)), { consent: 'advertising-identifier', ...given })
    await decide(at(who, daysOn(-760)), { consent: 'device-camera', ...given })
    const { expiring, reviews } = await showOverview(who)
    expect(expiring).toMatchObject([{ id: 'advertising-identifier', state: 'given', locks: [] }])
    expect(reviews.map(({ consent }) => consent)).toEqual(['device-camera'])
    const [latest] = expiring[0]?.history ?? []
    const off = { consent: 'advertising-identifier', outcome: 'withdrawn', previousId: latest?.id }
    await decide(who, off)
    expect((await showOverview(who)).expiring).toEqual([])
  })
})
