import { beforeAll, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import { refusedLoan, tellDecisions } from '#testing/automated-decisions.ts'
import { moveOn, tellCustomer } from '#testing/bank-texts.ts'
import { at, daysOn } from '#testing/clock.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { first } from '#testing/first.ts'
import { deskOf, taskFor } from '#testing/tasks.ts'
import { onBothEngines, type World } from '#testing/world.ts'
import { listAutomatedDecisions } from '../automated-decisions/list-automated-decisions.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { writeMessage } from '../complaints/write-message.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { fileRequest } from '../requests/file-request.ts'
import { answerTask } from '../task-answers/answer-task.ts'
import { assignCase } from './assign-case.ts'
import { listQueue } from './list-queue.ts'
import { overseeDeadlines } from './oversee-deadlines.ts'

onBothEngines('what whoever answers for the deadlines sees', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))
  const officer = () => world().staff(undefined, 'officer')

  it('has all that is open by its clock, with what each waits for, in the queue’s own order', async () => {
    const names = await tell(world())
    const ctx = at(officer(), daysOn(10))
    const view = await overseeDeadlines(ctx)
    const system = { name: 'Негізгі жүйе' }
    expect(view.rows.map((row) => [names.get(row.reference), row.clockGroup, row.waits])).toEqual([
      ['correction', 'late', [{ for: 'systems', systems: [{ ...system, late: true }] }]],
      ['information', 'next', [{ for: 'desk' }]],
      ['objection', 'soon', [{ for: 'desk' }]],
      [
        'paused',
        expect.any(String),
        [{ for: 'customer', pause: { reason: 'documents', until: '2026-12-13' } }],
      ],
      ['complaint', 'later', [{ for: 'customer', pause: null }]],
      ['talks', 'talks', []],
    ])
    const queue = await listQueue(ctx)
    expect(view.rows).toMatchObject(queue.rows)
    const { late, next = 0, soon = 0, later = 0, unknown = 0, talks } = view.groups
    expect({ late, soon: next + soon, later: later + unknown, talks }).toEqual(queue.groups)
    expect(view).toMatchObject({ kind: null, continued: false, next: null })
  })

  it('counts by kind and right, and names the systems that owe answers until they have answered', async () => {
    const ctx = at(officer(), daysOn(10))
    const { kinds, systems } = await overseeDeadlines(ctx)
    expect(kinds).toEqual([
      { id: 'correction', title: 'Түзету', open: 1, late: 1 },
      { id: 'information', title: 'Өңдеу туралы ақпарат', open: 2, late: 0 },
      { id: 'ordinary', title: null, open: 2, late: 0 },
      { id: 'automated-objection', title: expect.any(String), open: 1, late: 0 },
    ])
    expect(systems).toMatchObject([{ name: 'Негізгі жүйе', open: 1, late: 1 }])
    const customer = await freshCustomer(world())
    const { id, system } = await taskFor(world(), at(customer, daysOn(10)))
    expect((await overseeDeadlines(ctx)).systems).toMatchObject([
      { open: 1, late: 1 },
      { id: system.systemId, open: 1, late: 0 },
    ])
    await answerTask(system, { id, answers: [{ field: 'address', outcome: 'not-held' }] })
    const answered = await overseeDeadlines(ctx)
    expect(answered.systems).toHaveLength(1)
    expect(answered.rows.filter(({ kind }) => kind === 'correction').map(({ waits }) => waits)).toEqual([
      [{ for: 'systems', systems: [{ name: 'Негізгі жүйе', late: true }] }],
      [{ for: 'desk' }],
    ])
  })

  it('narrows to a kind without other counts, and takes no kind or cursor but its own', async () => {
    const ctx = at(officer(), daysOn(10))
    const all = await overseeDeadlines(ctx)
    const one = await overseeDeadlines(ctx, { kind: 'automated-objection', cursor: '' })
    expect(one.rows.map(({ kind, objection }) => [kind, objection?.reviewer])).toEqual([
      ['ordinary', expect.any(String)],
    ])
    expect(one).toMatchObject({ groups: { soon: 1 }, kinds: all.kinds, systems: all.systems })
    expect((await overseeDeadlines(ctx, { kind: 'ordinary' })).rows).toHaveLength(2)
    expect((await overseeDeadlines(ctx, { kind: 'deletion' })).rows).toEqual([])
    for (const input of [{ kind: 'wish' }, { cursor: 'abc' }, { kind: ['ordinary', 'deletion'] }])
      await expect(overseeDeadlines(ctx, input), JSON.stringify(input)).rejects.toEqual(refusal('invalid'))
  })

  it('a deadline that the calendar does not reach is not yet known, and stands behind all that are', async () => {
    const customer = at(await freshCustomer(world()), new Date('2027-12-30T07:00:00Z'))
    const { reference } = await fileRequest(customer, { kind: 'information' })
    const { rows, groups } = await overseeDeadlines(at(officer(), customer.now), { kind: 'information' })
    expect(rows.find((row) => row.reference === reference)).toMatchObject({
      ...{ clockGroup: 'unknown', group: 'later', progress: null, waits: [{ for: 'desk' }] },
    })
    expect(groups.unknown).toBe(1)
    expect(rows.map(({ clockGroup }) => clockGroup).indexOf('unknown')).toBe(rows.length - 1)
  })

  it('comes fifty at a time, and misses or repeats nothing', async () => {
    const many = await freshCustomer(world())
    for (let day = 50; day < 57; day++)
      for (let nth = 0; nth < 9; nth++)
        await fileComplaint(at(many, daysOn(day)), { kind: 'unauthorised-use', text: 'Тағы бір шағым бар' })
    const ctx = at(officer(), daysOn(57))
    const page = await overseeDeadlines(ctx, { kind: 'unauthorised-use' })
    const rest = await overseeDeadlines(ctx, { kind: 'unauthorised-use', cursor: page.next })
    expect([page.rows.length, rest.rows.length, rest.next, rest.continued]).toEqual([50, 13, null, true])
    expect(new Set([...page.rows, ...rest.rows].map(({ reference }) => reference)).size).toBe(63)
    expect(Object.values(rest.groups)).toEqual([63])
  })

  it('nobody else may see it', async () => {
    for (const role of ['agent', 'supervisor', 'administrator'] as const)
      await expect(overseeDeadlines(world().staff(undefined, role)), role).rejects.toEqual(
        refusal('forbidden'),
      )
    const customer = await freshCustomer(world())
    for (const other of [customer, world().system(customer.subject), world().worker()])
      await expect(overseeDeadlines(other)).rejects.toEqual(refusal('forbidden'))
  })
})

/** One case of each clock and each thing to wait for. @returns their names by their numbers */
async function tell(world: World): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  const customer = await freshCustomer(world)
  const filed = async (name: string, ctx: Subject, kind: 'request' | 'complaint', about?: object) => {
    const { id, reference } =
      kind === 'request'
        ? await fileRequest(ctx, { kind: 'information', about })
        : await fileComplaint(ctx, { kind: 'ordinary', text: 'Жауап күтемін.', about })
    names.set(reference, name)
    return { caseId: id, agent: deskOf(world, ctx) }
  }
  names.set((await taskFor(world, at(customer, daysOn(0)))).reference, 'correction')
  const next = await filed('information', at(customer, daysOn(6)), 'request')
  const agent = { ...(await world.signedInStaff()), subject: customer.subject, now: daysOn(6) }
  const to = agent.actor.staffId
  await assignCase(agent, { caseId: next.caseId, to, lastAssignment: 0 })
  const paused = await filed('paused', at(customer, daysOn(9)), 'request', { kind: 'field', id: 'email' })
  const question = { kind: 'waiting-customer', text: 'Құжат керек.', lastStep: 2 }
  await moveOn(paused.agent, { caseId: paused.caseId, ...question, pauseReason: 'documents' })
  await tellDecisions(world, customer, refusedLoan('L-1'))
  const { id } = first((await listAutomatedDecisions(customer, {})).decisions)
  await filed('objection', at(customer, daysOn(10)), 'complaint', { kind: 'automated-decision', id })
  const complaint = await filed('complaint', at(customer, daysOn(0)), 'complaint')
  await tellCustomer(complaint.agent, { caseId: complaint.caseId, ...question })
  const ctx = at(customer, daysOn(1))
  const talks = await filed('talks', ctx, 'complaint')
  const answer = { kind: 'answered', text: 'Жауап осындай.', lastStep: 2 }
  await tellCustomer(talks.agent, { caseId: talks.caseId, ...answer })
  await writeMessage(ctx, { caseId: talks.caseId, kind: 'negotiation', text: 'Келіспеймін', lastStep: 3 })
  return names
}
