import { randomUUID } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { caseSteps, cases } from '#db/schema/cases.ts'
import { type Actor, type Ctx, noBrowser } from '#domain/context.ts'
import type { Keys } from '#domain/crypto.ts'
import { atDesk } from '#domain/desk/at-desk.ts'
import { listQueue } from '#domain/desk/list-queue.ts'
import { lateCases } from '#domain/desk/queue-rows.ts'
import { remindOfCases } from '#domain/desk/remind-of-cases.ts'
import { read } from '#domain/transaction.ts'
import { asVerb } from '#testing/as-verb.ts'
import type { Sample } from './world.ts'

/** A query of the desk or the worker, by its name in the printed table. */
export interface Question {
  name: string
  /** Whether it finds open complaints. Targets hold for these only; queries of the past are shown without one. */
  open: boolean
  ask(): Promise<unknown>
}

const openOnes = {
  'all open': {},
  late: { due: 'late' },
  'within a week': { due: 'soon' },
  mine: { assignee: 'mine' },
  "nobody's": { assignee: 'nobody' },
  'in Russian': { locale: 'ru' },
  'in talks': { state: 'negotiation' },
  'none there is': { state: 'court' },
}
const pastOnes = {
  answered: { state: 'answered' },
  closed: { state: 'closed' },
  // No complaint in English is assigned to this agent, so the query reads all that are closed.
  'closed, with no hit': { state: 'closed', locale: 'en', assignee: 'mine' },
  'open and over': { state: 'all' },
}

/** The queries, and the floor to compare them with: one complaint with its steps, by its key. */
export function questionsOf(
  db: Db,
  keys: Keys,
  now: Date,
  { customerId, id, reference }: Sample,
): {
  floor(): Promise<unknown>
  questions: Question[]
  remindOfAll(): Promise<void>
  countOpen(): Promise<number>
} {
  const ctxOf = (actor: Actor): Ctx => ({
    actor,
    subject: null,
    locale: 'kk',
    now,
    requestId: randomUUID(),
    browser: noBrowser,
    db,
    keys,
  })
  const session = { sessionId: randomUUID(), authenticatedAt: now }
  const agent = ctxOf({ kind: 'staff', role: 'agent', staffId: 'Қ-101', ...session })
  const worker = ctxOf({ kind: 'worker' })
  const queue = (open: boolean, filters: Record<string, object>): Question[] =>
    Object.entries(filters).map(([name, filter]) => ({
      name: `queue, counts: ${name}`,
      open,
      ask: () => listQueue(agent, filter),
    }))
  return {
    floor: () =>
      read(asVerb(agent), (tx) =>
        tx
          .select()
          .from(cases)
          .innerJoin(
            caseSteps,
            and(eq(caseSteps.customerId, cases.customerId), eq(caseSteps.caseId, cases.id)),
          )
          .where(and(eq(cases.customerId, customerId), eq(cases.id, id)))
          .orderBy(asc(caseSteps.number)),
      ),
    questions: [
      ...queue(true, openOnes),
      {
        name: 'late ones',
        open: true,
        ask: () => read(asVerb(agent), (tx) => lateCases(agent, tx, 50)),
      },
      { name: 'reminders, one batch', open: true, ask: () => remindOfCases(worker) },
      { name: 'to one by its number', open: true, ask: () => atDesk(agent, { reference }) },
      ...queue(true, { 'one number': { number: reference } }),
      ...queue(false, pastOnes),
    ],
    countOpen: async () => (await listQueue(agent)).counts.open,
    remindOfAll: async () => {
      for (let at = await remindOfCases(worker); at.next; ) at = await remindOfCases(worker, at.next)
    },
  }
}
