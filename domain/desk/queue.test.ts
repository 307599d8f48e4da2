import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { asVerb } from '#testing/as-verb.ts'
import { announceDelay, tellCustomer } from '#testing/bank-texts.ts'
import { at, daysOn } from '#testing/clock.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines, type World } from '#testing/world.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { moveComplaint } from '../complaints/move-complaint.ts'
import { withdrawComplaint } from '../complaints/withdraw-complaint.ts'
import { writeMessage } from '../complaints/write-message.ts'
import type { Ctx } from '../context.ts'
import { putHoldings } from '../holdings/put-holdings.ts'
import { fileRequest } from '../requests/file-request.ts'
import { read } from '../transaction.ts'
import { assignCase } from './assign-case.ts'
import { listQueue } from './list-queue.ts'
import { lateCases } from './queue-rows.ts'
import type { QueueView } from './schema.ts'
import { openCases } from './standing.ts'

type Staff = Awaited<ReturnType<World['signedInStaff']>>
type Customer = Awaited<ReturnType<World['customer']>>

onBothEngines('the queue', (world) => {
  let told: Promise<{ agent: Staff; names: Map<string, string> }> | undefined
  /** Complaints of two customers in every state, told once a world and looked at on day 40. */
  const story = () => {
    told ??= tell(world())
    return told
  }
  const queue = async (input: object = {}) => listQueue(at((await story()).agent, daysOn(40)), input)
  const namesOf = async ({ rows }: QueueView) => {
    const { names } = await story()
    return rows.map(({ reference }) => names.get(reference))
  }

  it('the queue holds what is open, by the day the answer is owed until, with talks last', async () => {
    const view = await queue()
    expect(await namesOf(view)).toEqual(['late', 'delayed', 'soon', 'later', 'talks'])
    expect(view.rows.map(({ group }) => group)).toEqual(['late', 'late', 'soon', 'later', 'talks'])
    expect(view.groups).toEqual({ late: 2, soon: 1, later: 1, talks: 1 })
    expect(view.counts).toEqual({ open: 5, late: 2, soon: 1, unassigned: 4 })
    expect(view).toMatchObject({ continued: false, next: null })
  })

  it('the queue says of each complaint how far its clock is, in which language it is and whose, with the name masked', async () => {
    const { agent } = await story()
    const [late, delayed, soon, laterOne, talks] = (await queue()).rows
    expect(late).toMatchObject({
      subject: 'Мерзімі өткен шағым осы',
      customer: 'Сы•••••• А•••••',
      locale: 'kk',
      state: 'in-review',
      progress: { day: 40, of: 30, daysLeft: -10 },
      share: 100,
      delayed: false,
      assignee: null,
    })
    expect(soon).toMatchObject({ assignee: agent.actor.staffId, share: 80, progress: { daysLeft: 5 } })
    expect(delayed).toMatchObject({ delayed: true, progress: { of: 30, daysLeft: -9 }, share: 100 })
    expect(laterOne).toMatchObject({ locale: 'ru', customer: null, share: null, progress: { daysLeft: 28 } })
    expect(talks).toMatchObject({ state: 'negotiation', progress: null, share: null })
  })

  it.each([
    [{ due: 'late' }, ['late', 'delayed']],
    [{ due: 'soon' }, ['soon']],
    [{ assignee: 'mine' }, ['soon']],
    [{ assignee: 'nobody' }, ['late', 'delayed', 'later', 'talks']],
    [{ locale: 'ru' }, ['later']],
    [{ locale: 'ru', assignee: 'mine' }, []],
    [{ state: 'negotiation' }, ['talks']],
    [{ state: 'waiting-customer' }, ['later']],
    [{ type: 'complaint' }, ['late', 'delayed', 'soon', 'later', 'talks']],
    [{ type: 'request' }, []],
    [{ state: 'court' }, []],
    [{ state: 'answered' }, ['answered']],
    [{ state: 'closed' }, ['withdrawn', 'closed']],
    [{ state: 'all', locale: 'kk' }, ['withdrawn', 'delayed', 'answered', 'talks', 'closed', 'late', 'soon']],
    [
      { type: '', state: '', assignee: '', locale: '', due: '', number: '' },
      ['late', 'soon', 'delayed', 'later', 'talks'],
    ],
  ])('the queue can be narrowed to %o', async (filter, names) => {
    const found = (await namesOf(await queue(filter))).toSorted()
    expect(found).toEqual([...names].toSorted())
  })

  it('a number is found wherever it is, whatever the other filters say', async () => {
    const { names } = await story()
    for (const [reference, name] of names) {
      const typed = reference.replace(/^Ш-2026-0*/, '')
      const view = await queue({ number: typed, state: 'court', locale: 'en' })
      expect(await namesOf(view), name).toEqual([name])
    }
    for (const number of ['99999', 'Омарова', '%', "'"]) expect((await queue({ number })).rows).toEqual([])
  })

  it('the queue takes no filter and no cursor but its own', async () => {
    for (const input of [
      { type: 'wish' },
      { state: 'rude' },
      { due: 'never' },
      { assignee: 'Қ-101' },
      { locale: 'de' },
      { cursor: 'abc' },
      { number: ['1', '2'] },
      { cursor: 'x'.repeat(300) },
    ])
      await expect(queue(input), JSON.stringify(input)).rejects.toEqual(refusal('invalid'))
  })

  it('the late ones are handed on, the longest late first', async () => {
    const { agent } = await story()
    const on = at(agent, daysOn(60))
    const late = await read(asVerb(on), (tx) => lateCases(on, tx, 2))
    expect(await namesOf({ ...(await queue()), rows: late })).toEqual(['late', 'delayed'])
  })

  it('what is open is found by the two indexes of what starts and what ends', async () => {
    await story()
    const plan = await world().db.transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`)
      return JSON.stringify(await tx.execute(sql`explain select * from ${openCases(tx)}`))
    })
    for (const index of ['case_steps_starts', 'case_steps_ends']) expect(plan).toContain(index)
    expect(plan).not.toContain('Seq Scan')
  })
})

onBothEngines('the queue of complaints and requests', (world) => {
  it('a request stands in the queue by the clock of its right, and is found by its type and number', async () => {
    const customer = at(await world().customer(0), daysOn(0))
    const complaint = await file(customer, 'Жарнама тоқтамай тұр')
    const request = await fileRequest(customer, { kind: 'information' })
    const agent = at(await world().signedInStaff(), daysOn(1))
    const numbers = async (input: object) =>
      (await listQueue(agent, input)).rows.map(({ reference }) => reference)
    expect(await numbers({})).toEqual([request.reference, complaint.reference])
    expect(await numbers({ type: 'request' })).toEqual([request.reference])
    expect(await numbers({ type: 'complaint' })).toEqual([complaint.reference])
    expect(await numbers({ number: request.reference, type: 'complaint' })).toEqual([request.reference])
    const { rows, counts } = await listQueue(agent, { type: 'request' })
    expect(rows).toMatchObject([{ type: 'request', kind: 'information', progress: { of: 3 }, group: 'soon' }])
    expect(counts).toMatchObject({ open: 2, soon: 1 })
  })
})

onBothEngines('the pages of the queue', (world) => {
  it('the queue comes fifty at a time, and misses or repeats nothing', async () => {
    const { agent } = await tell(world())
    const many = await world().customer(2)
    for (let day = 50; day < 57; day++)
      for (let nth = 0; nth < 9; nth++) await file(at(many, daysOn(day)), 'Тағы бір шағым бар')
    const seen: string[] = []
    const sizes: number[] = []
    let cursor: string | undefined
    do {
      const view = await listQueue(at(agent, daysOn(57)), { locale: 'kk', cursor })
      expect(view.continued).toBe(cursor !== undefined)
      expect(view.groups.later).toBe(63)
      sizes.push(view.rows.length)
      seen.push(...view.rows.map(({ reference }) => reference))
      cursor = view.next ?? undefined
    } while (cursor)
    expect(sizes).toEqual([50, 17])
    expect(new Set(seen).size).toBe(67)
    const back = await listQueue(at(agent, daysOn(57)), { state: 'all' })
    const rest = await listQueue(at(agent, daysOn(57)), { state: 'all', cursor: back.next })
    expect(new Set([...back.rows, ...rest.rows].map(({ reference }) => reference)).size).toBe(71)
    expect(back.groups).toEqual({})
  })
})

const file = (ctx: Ctx, text: string) => fileComplaint(ctx, { kind: 'ordinary', text })

async function tell(world: World): Promise<{ agent: Staff; names: Map<string, string> }> {
  const agent = await world.signedInStaff()
  const [one, other] = [await world.customer(0), await world.customer(1)]
  const holdings = [{ field: 'full-name', value: 'Сынақова Ару Сынаққызы', obtainedVia: 'app' }]
  await putHoldings(world.system(one.subject), { holdings })
  const names = new Map<string, string>()
  const filed = async (name: string, ctx: Customer, day: number, text = 'Шағымның мәтіні осындай') => {
    const { id, reference } = await file(at(ctx, daysOn(day)), text)
    names.set(reference, name)
    const staff = { ...at(agent, daysOn(day + 1)), subject: ctx.subject }
    return { caseId: id, staff, ctx: at(ctx, daysOn(day + 1)) }
  }

  const late = await filed('late', one, 0, 'Мерзімі өткен шағым осы. Жауап жоқ.')
  await moveComplaint(late.staff, { ...idOf(late), kind: 'in-review', lastStep: 2 })
  const soon = await filed('soon', one, 15)
  await assignCase(soon.staff, { ...idOf(soon), to: agent.actor.staffId, lastAssignment: 0 })
  const delayed = await filed('delayed', one, 1)
  await announceDelay(delayed.staff, { ...idOf(delayed), reason: 'Серіктесті күтеміз.', lastStep: 2 })
  const later = await filed('later', { ...other, locale: 'ru' }, 38)
  const question = { kind: 'waiting-customer', text: 'Какой номер?', lastStep: 2 }
  await tellCustomer(later.staff, { ...idOf(later), ...question })
  const answer = { kind: 'answered', text: 'Жауап осындай.', lastStep: 2 }
  const talks = await filed('talks', one, 2)
  await tellCustomer(talks.staff, { ...idOf(talks), ...answer })
  await writeMessage(talks.ctx, { ...idOf(talks), kind: 'negotiation', text: 'Келіспеймін', lastStep: 3 })
  const answered = await filed('answered', one, 3)
  await tellCustomer(answered.staff, { ...idOf(answered), ...answer })
  const closed = await filed('closed', one, 4)
  await tellCustomer(closed.staff, { ...idOf(closed), ...answer })
  await moveComplaint(closed.staff, { ...idOf(closed), kind: 'closed', lastStep: 3 })
  const withdrawn = await filed('withdrawn', one, 5)
  await withdrawComplaint(withdrawn.ctx, { ...idOf(withdrawn), lastStep: 2 })
  return { agent, names }
}

const idOf = ({ caseId }: { caseId: string }) => ({ caseId })
