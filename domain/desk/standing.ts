import { and, desc, eq, gt, inArray, isNull, lt, notExists, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '#db/client.ts'
import { answerKinds, isAnswer, isEnd, isStart } from '#db/schema/case-codes.ts'
import { caseAssignments, caseSteps, cases } from '#db/schema/cases.ts'
import { addDays, dayIn } from '#policy/days.ts'
import { catalogue } from '#policy/load.ts'
import { never } from '../cases/case-order.ts'
import { announcedDelay, lastMoved } from '../cases/find-case.ts'
import { pausing } from '../cases/pauses.ts'
import { type CaseState, openStates } from '../cases/rules.ts'
import type { Ctx } from '../context.ts'
import type { ClockGroup } from './oversight-schema.ts'
import { soonDays } from './rules.ts'
import type { QueueFilter, QueueGroup } from './schema.ts'

/** Today in the calendar's zone, as ISO date. */
export const today = (ctx: Ctx): string => dayIn(catalogue().calendar.zone, ctx.now)

/** What of a case's row the queue shows. */
const ofRow = {
  customerId: cases.customerId,
  id: cases.id,
  type: cases.type,
  kind: cases.kind,
  clock: cases.clock,
  reference: cases.reference,
  locale: cases.locale,
  receivedAt: cases.receivedAt,
  dueOn: cases.dueOn,
  subjectSealed: cases.subjectSealed,
  aboutKind: cases.aboutKind,
  aboutId: cases.aboutId,
}

/** Every case there was, or those a condition on its row lets through. */
export const anyCase = (tx: Tx, where?: SQL) => tx.select(ofRow).from(cases).where(where).as('one')

/**
 * The cases that are open: with a step that starts something after the last one that ends it. Two indexes hold
 * these steps and no others, and are read side by side; the rows are fetched of those alone that are left.
 */
export function openCases(tx: Tx) {
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
      type: row.type,
      kind: row.kind,
      clock: row.clock,
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

/** Cases, each with where its steps have brought it and who answers for it. */
export function standing(ctx: Ctx, tx: Tx, one: ReturnType<typeof anyCase | typeof openCases>) {
  const { customerId, id, type, kind, clock, reference, locale, receivedAt, dueOn, subjectSealed } = one
  const { aboutKind, aboutId } = one
  const { number, state, at } = caseSteps
  const stand = tx
    .select({
      state: sql<CaseState>`(array_agg(${state} order by ${number} desc))[1]`.as('state'),
      delayedTo: announcedDelay.as('delayed_to'),
      movedDueOn: lastMoved.as('last_moved'),
      answeredAt: sql<Date | null>`min(${at}) filter (where ${isAnswer(caseSteps.kind)})`
        .mapWith(at)
        .as('answered_at'),
      /** All steps, where one of them begins a pause. */
      pausing: pausing.as('pausing'),
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
    then coalesce(${stand.movedDueOn}, ${dueOn}, ${never}::date) else ${never}::date end)`
  const group = sql`(case when not ${isOpen} then 'past' when ${stand.answeredAt} is not null then 'talks'
    when ${owedUntil} < ${today(ctx)}::date then 'late'
    when ${owedUntil} <= ${addDays(today(ctx), soonDays)}::date then 'soon' else 'later' end)`
  return tx
    .select({
      customerId,
      id,
      type,
      kind,
      clock,
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
      pausing: stand.pausing,
      /** The last day for the answer; 9999-12-31 where it is not known. */
      lastDay: sql<string>`coalesce(${stand.movedDueOn}, ${dueOn}, ${never}::date)`
        .mapWith(cases.dueOn)
        .as('last_day'),
      assignee: sql<string | null>`${assigned.staffId}`.as('assignee'),
      /** Until when the answer is owed; 9999-12-31 where none is, or the day is not known. */
      owedUntil: sql<string>`${owedUntil}`.mapWith(cases.dueOn).as('owed_until'),
      group: sql<QueueGroup>`${group}`.as('of'),
      /** The group of the queue, with what is next and what is not known told apart. */
      clockGroup: sql<ClockGroup | 'past'>`(case
        when ${group} = 'soon' and ${owedUntil} <= ${addDays(today(ctx), 1)}::date then 'next'
        when ${group} = 'later' and ${owedUntil} = ${never}::date then 'unknown' else ${group} end)`.as(
        'clock_group',
      ),
    })
    .from(one)
    .crossJoinLateral(stand)
    .leftJoinLateral(assigned, sql`true`)
}
const asTable = (query: ReturnType<typeof standing>) => query.as('standing')
const asExpression = (tx: Tx, query: ReturnType<typeof standing>) => tx.$with('standing').as(query)
/** {@link standing} as something to select from. */
export type Standing = ReturnType<typeof asTable> | ReturnType<typeof asExpression>

/** What a filter says of a case's standing. */
export function matching(
  ctx: Ctx,
  of: Standing,
  { type, state, due, assignee, locale }: QueueFilter,
): SQL | undefined {
  const staffId = ctx.actor.kind === 'staff' ? ctx.actor.staffId : ''
  return and(
    type ? eq(of.type, type) : undefined,
    state === 'all' ? undefined : inArray(of.state, statesOf(state)),
    due ? eq(of.group, due) : undefined,
    assignee === 'mine' ? eq(of.assignee, staffId) : undefined,
    assignee === 'nobody' ? isNull(of.assignee) : undefined,
    locale ? eq(of.locale, locale) : undefined,
  )
}

function statesOf(state: Exclude<QueueFilter['state'], 'all'>): CaseState[] {
  if (state === 'open') return [...openStates]
  if (state === 'answered') return [...answerKinds]
  return state === 'closed' ? ['closed', 'withdrawn'] : [state]
}

/** Cases that have waited past their last day. */
export const isLate = (ctx: Ctx, of: Standing): SQL => lt(of.owedUntil, today(ctx))
