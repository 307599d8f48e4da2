import { and, desc, eq, gt, inArray, isNull, lt, max, notExists, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '#db/client.ts'
import { caseAssignments, caseSteps, cases, isEnd, isStart } from '#db/schema/cases.ts'
import { addDays, dayIn } from '#policy/days.ts'
import { catalogue } from '#policy/load.ts'
import { type CaseState, openStates } from '../cases/rules.ts'
import type { Ctx } from '../context.ts'
import { soonDays } from './rules.ts'
import type { QueueFilter, QueueGroup } from './schema.ts'

/** Stands after every day an answer can be owed until. */
const never = '9999-12-31'

/** Today in the calendar's zone, as ISO date. */
export const today = (ctx: Ctx): string => dayIn(catalogue().calendar.zone, ctx.now)

/** What of a complaint's row the queue shows. */
const ofRow = {
  customerId: cases.customerId,
  id: cases.id,
  reference: cases.reference,
  locale: cases.locale,
  receivedAt: cases.receivedAt,
  dueOn: cases.dueOn,
  subjectSealed: cases.subjectSealed,
  aboutKind: cases.aboutKind,
  aboutId: cases.aboutId,
}

/** Every complaint there was, or those a condition on its row lets through. */
export const anyComplaint = (tx: Tx, where?: SQL) => tx.select(ofRow).from(cases).where(where).as('one')

/**
 * The complaints that are open: with a step that starts something after the last one that ends it. Two indexes hold
 * these steps and no others, and are read side by side; the rows are fetched of those alone that are left.
 */
export function openComplaints(tx: Tx) {
  const { customerId, caseId, number, kind } = caseSteps
  const later = alias(caseSteps, 'later')
  const ended = tx
    .select({ one: sql`1` })
    .from(later)
    .where(
      and(
        eq(later.customerId, customerId),
        eq(later.caseId, caseId),
        gt(later.number, number),
        isEnd(later.kind),
      ),
    )
  const started = tx
    .selectDistinct({ customerId, caseId })
    .from(caseSteps)
    .where(and(isStart(kind), notExists(ended)))
    .as('started')
  // With a limit it stays a look-up by key for each, however many the planner expects.
  const row = tx
    .select(ofRow)
    .from(cases)
    .where(and(eq(cases.customerId, started.customerId), eq(cases.id, started.caseId)))
    .limit(1)
    .as('row')
  return tx
    .select({
      customerId: row.customerId,
      id: row.id,
      reference: row.reference,
      locale: row.locale,
      receivedAt: row.receivedAt,
      dueOn: row.dueOn,
      subjectSealed: row.subjectSealed,
      aboutKind: row.aboutKind,
      aboutId: row.aboutId,
    })
    .from(started)
    .crossJoinLateral(row)
    .as('one')
}

/** Complaints, each with where its steps have brought it and who answers for it. */
export function standing(ctx: Ctx, tx: Tx, one: ReturnType<typeof anyComplaint | typeof openComplaints>) {
  const { customerId, id, reference, locale, receivedAt, dueOn, subjectSealed, aboutKind, aboutId } = one
  const { number, state, at } = caseSteps
  const stand = tx
    .select({
      state: sql<CaseState>`(array_agg(${state} order by ${number} desc))[1]`.as('state'),
      delayedTo: max(caseSteps.dueOn).as('delayed_to'),
      answeredAt: sql<Date | null>`min(${at}) filter (where ${caseSteps.kind} = 'answered')`
        .mapWith(at)
        .as('answered_at'),
    })
    .from(caseSteps)
    .where(and(eq(caseSteps.customerId, customerId), eq(caseSteps.caseId, id)))
    .as('stand')
  const assigned = tx
    .select({ staffId: caseAssignments.staffId })
    .from(caseAssignments)
    .where(and(eq(caseAssignments.customerId, customerId), eq(caseAssignments.caseId, id)))
    .orderBy(desc(caseAssignments.number))
    .limit(1)
    .as('assigned')
  const isOpen = inArray(stand.state, [...openStates])
  const owedUntil = sql`(case when ${isOpen} and ${stand.answeredAt} is null
    then ${dueOn} else ${never}::date end)`
  return tx
    .select({
      customerId,
      id,
      reference,
      locale,
      receivedAt,
      dueOn,
      subjectSealed,
      aboutKind,
      aboutId,
      state: stand.state,
      delayedTo: stand.delayedTo,
      answeredAt: stand.answeredAt,
      assignee: sql<string | null>`${assigned.staffId}`.as('assignee'),
      /** Until when the answer is owed; 9999-12-31 where none is. */
      owedUntil: sql<string>`${owedUntil}`.mapWith(cases.dueOn).as('owed_until'),
      group:
        sql<QueueGroup>`(case when not ${isOpen} then 'past' when ${owedUntil} = ${never}::date then 'talks'
        when ${owedUntil} < ${today(ctx)}::date then 'late'
        when ${owedUntil} <= ${addDays(today(ctx), soonDays)}::date then 'soon' else 'later' end)`.as('of'),
    })
    .from(one)
    .crossJoinLateral(stand)
    .leftJoinLateral(assigned, sql`true`)
}
const asTable = (query: ReturnType<typeof standing>) => query.as('standing')
const asExpression = (tx: Tx, query: ReturnType<typeof standing>) => tx.$with('standing').as(query)
/** {@link standing} as something to select from. */
export type Standing = ReturnType<typeof asTable> | ReturnType<typeof asExpression>

/** What a filter says of a complaint's standing. */
export function matching(
  ctx: Ctx,
  of: Standing,
  { state, due, assignee, locale }: QueueFilter,
): SQL | undefined {
  const staffId = ctx.actor.kind === 'staff' ? ctx.actor.staffId : ''
  return and(
    state === 'all' ? undefined : inArray(of.state, statesOf(state)),
    due ? eq(of.group, due) : undefined,
    assignee === 'mine' ? eq(of.assignee, staffId) : undefined,
    assignee === 'nobody' ? isNull(of.assignee) : undefined,
    locale ? eq(of.locale, locale) : undefined,
  )
}

function statesOf(state: Exclude<QueueFilter['state'], 'all'>): CaseState[] {
  if (state === 'open') return [...openStates]
  return state === 'closed' ? ['closed', 'withdrawn'] : [state]
}

/** Complaints that have waited past their last day. */
export const isLate = (ctx: Ctx, of: Standing): SQL => lt(of.owedUntil, today(ctx))
