import { and, desc, eq, gt, inArray, isNull, lt, max, notExists, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '#db/client.ts'
import { complaintAssignments, complaintSteps, complaints, isEnd, isStart } from '#db/schema/complaints.ts'
import { addDays, dayIn } from '#policy/days.ts'
import { catalogue } from '#policy/load.ts'
import { type ComplaintState, openStates } from '../complaints/rules.ts'
import type { Ctx } from '../context.ts'
import { soonDays } from './rules.ts'
import type { QueueFilter, QueueGroup } from './schema.ts'

/** Stands after every day an answer can be owed until. */
const never = '9999-12-31'

/** Today in the calendar's zone, as ISO date. */
export const today = (ctx: Ctx): string => dayIn(catalogue().calendar.zone, ctx.now)

/** What of a complaint's row the queue shows. */
const ofRow = {
  customerId: complaints.customerId,
  id: complaints.id,
  reference: complaints.reference,
  locale: complaints.locale,
  receivedAt: complaints.receivedAt,
  dueOn: complaints.dueOn,
  subjectSealed: complaints.subjectSealed,
  aboutKind: complaints.aboutKind,
  aboutId: complaints.aboutId,
}

/** Every complaint there was, or those a condition on its row lets through. */
export const anyComplaint = (tx: Tx, where?: SQL) => tx.select(ofRow).from(complaints).where(where).as('one')

/**
 * The complaints that are open: with a step that starts something after the last one that ends it. Two indexes hold
 * these steps and no others, and are read side by side; the rows are fetched of those alone that are left.
 */
export function openComplaints(tx: Tx) {
  const { customerId, complaintId, number, kind } = complaintSteps
  const later = alias(complaintSteps, 'later')
  const ended = tx
    .select({ one: sql`1` })
    .from(later)
    .where(
      and(
        eq(later.customerId, customerId),
        eq(later.complaintId, complaintId),
        gt(later.number, number),
        isEnd(later.kind),
      ),
    )
  const started = tx
    .selectDistinct({ customerId, complaintId })
    .from(complaintSteps)
    .where(and(isStart(kind), notExists(ended)))
    .as('started')
  // With a limit it stays a look-up by key for each, however many the planner expects.
  const row = tx
    .select(ofRow)
    .from(complaints)
    .where(and(eq(complaints.customerId, started.customerId), eq(complaints.id, started.complaintId)))
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
  const { number, state, at } = complaintSteps
  const stand = tx
    .select({
      state: sql<ComplaintState>`(array_agg(${state} order by ${number} desc))[1]`.as('state'),
      delayedTo: max(complaintSteps.dueOn).as('delayed_to'),
      answeredAt: sql<Date | null>`min(${at}) filter (where ${complaintSteps.kind} = 'answered')`
        .mapWith(at)
        .as('answered_at'),
    })
    .from(complaintSteps)
    .where(and(eq(complaintSteps.customerId, customerId), eq(complaintSteps.complaintId, id)))
    .as('stand')
  const assigned = tx
    .select({ staffId: complaintAssignments.staffId })
    .from(complaintAssignments)
    .where(and(eq(complaintAssignments.customerId, customerId), eq(complaintAssignments.complaintId, id)))
    .orderBy(desc(complaintAssignments.number))
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
      owedUntil: sql<string>`${owedUntil}`.mapWith(complaints.dueOn).as('owed_until'),
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

function statesOf(state: Exclude<QueueFilter['state'], 'all'>): ComplaintState[] {
  if (state === 'open') return [...openStates]
  return state === 'closed' ? ['closed', 'withdrawn'] : [state]
}

/** Complaints that have waited past their last day. */
export const isLate = (ctx: Ctx, of: Standing): SQL => lt(of.owedUntil, today(ctx))
