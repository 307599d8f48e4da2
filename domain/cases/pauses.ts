import { and, asc, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import type { PauseReason } from '#db/schema/case-codes.ts'
import { caseSteps } from '#db/schema/cases.ts'
import { addDays, dayIn } from '#policy/days.ts'
import { catalogue } from '#policy/load.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import type { Pause } from '../deadlines.ts'
import type { CaseState } from './rules.ts'

/** How long a clock may stand still for one question: the customer has these days to answer, in calendar days. */
export const pauseDays = 14

/** Until when the customer is asked to answer while the clock stands still, as ISO date. */
export const pauseUntil = (askedAt: Date): string =>
  addDays(dayIn(catalogue().calendar.zone, askedAt), pauseDays)

/** What of a step its case's pauses are read from. */
export interface PausingStep {
  at: Date
  /** The case's state after the step. */
  state: CaseState
  /** Set on a step that begins a pause, together with `dueOn`. */
  pauseReason: PauseReason | null
  dueOn: string | null
}

/** The pauses of a case, from all its steps in order: each ends with the step after which the bank waits no longer. */
export function pausesOf(steps: readonly PausingStep[]): Pause[] {
  return steps.flatMap(({ at, pauseReason, dueOn }, place): Pause[] => {
    if (pauseReason === null || dueOn === null) return []
    const end = steps.slice(place + 1).find(({ state }) => state !== 'waiting-customer')
    return [{ reason: pauseReason, askedAt: at, until: dueOn, answeredAt: end?.at ?? null }]
  })
}

/** Over the steps of a case: all of them in order as its pauses are read from them, where one begins a pause; else none. */
export const pausing = sql<PausingStep[]>`case when bool_or(${caseSteps.pauseReason} is not null)
  then json_agg(json_build_object('at', extract(epoch from ${caseSteps.at}) * 1000, 'state', ${caseSteps.state},
    'pauseReason', ${caseSteps.pauseReason}, 'dueOn', ${caseSteps.dueOn}) order by ${caseSteps.number})
  else '[]'::json end`.mapWith((steps: (Omit<PausingStep, 'at'> & { at: number })[]): PausingStep[] =>
  steps.map((step) => ({ ...step, at: new Date(step.at) })),
)

/** What of the steps of one case its pauses are read from, in order. */
export const readPausing = (ctx: Ctx, tx: Tx, caseId: string): Promise<PausingStep[]> =>
  tx
    .select({
      at: caseSteps.at,
      state: caseSteps.state,
      pauseReason: caseSteps.pauseReason,
      dueOn: caseSteps.dueOn,
    })
    .from(caseSteps)
    .where(and(eq(caseSteps.customerId, requireSubject(ctx)), eq(caseSteps.caseId, caseId)))
    .orderBy(asc(caseSteps.number))
