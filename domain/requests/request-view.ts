import type { KeyObject } from 'node:crypto'
import type { Tx } from '#db/client.ts'
import { may } from '../access.ts'
import { aboutOf } from '../cases/case-about.ts'
import { caseDeadline } from '../cases/case-deadline.ts'
import { extensionOf, formLimits, readFiles, readSteps, stepViews } from '../cases/case-steps.ts'
import { type CaseRow, findCase } from '../cases/find-case.ts'
import { pausesOf } from '../cases/pauses.ts'
import { requestKindOf } from '../cases/request-kind.ts'
import { type CaseState, isAnswered, mayTakeStep, type StepKind } from '../cases/rules.ts'
import { summarise } from '../cases/summarise.ts'
import type { Ctx } from '../context.ts'
import { customerKey } from '../customers/customer-key.ts'
import { certificateNumber } from '../deletion-plans/certificate-number.ts'
import { operator } from '../policies/operator.ts'
import { readChanges } from '../tasks/read-changes.ts'
import { readProgress } from '../tasks/read-progress.ts'
import { pauseNow } from './pause-now.ts'
import { readOutcomes } from './read-outcomes.ts'
import { rightOf } from './rights.ts'
import type { RequestView } from './schema.ts'

/**
 * One request of the subject as both sides see it: its right, its deadline and how it was computed, all messages, and the
 * steps that may follow.
 * @throws DomainError `not-found`
 */
export async function requestView(
  ctx: Ctx,
  tx: Tx,
  caseId: string,
): Promise<{ view: RequestView; row: CaseRow; key: KeyObject }> {
  const [{ row, last }, key, written, files] = await Promise.all([
    findCase(ctx, tx, 'request', caseId),
    customerKey(ctx, tx),
    readSteps(ctx, tx, caseId),
    readFiles(ctx, tx, caseId),
  ])
  const [about, outcomes, tasks, certificate, changes] = await Promise.all([
    aboutOf(ctx, tx, row),
    readOutcomes(ctx, tx, caseId),
    readProgress(ctx, tx, caseId),
    row.kind === 'deletion' ? certificateNumber(ctx, tx, caseId) : null,
    // The desk has no values of the customer.
    may(ctx, 'requests:list') ? readChanges(ctx, tx, key, caseId, 'masked') : [],
  ])
  const steps = stepViews(ctx, key, written, files)
  const answeredAt = steps.find(({ kind }) => isAnswered(kind))?.at ?? null
  const pauses = pausesOf(written)
  const summary = summarise(ctx, key, row, { state: last.state, answeredAt, pausing: written })
  const trace = caseDeadline(row, pauses)
  const kind = requestKindOf(row.kind)
  const view: RequestView = {
    ...summary,
    type: 'request',
    kind,
    right: rightOf(kind, ctx.locale),
    pause: pauseNow(ctx, summary, pauses),
    about,
    steps,
    outcomes,
    tasks,
    certificate,
    changes,
    lastStep: last.number,
    trace: trace && { ...trace, source: trace.source?.[ctx.locale] ?? null },
    live: may(ctx, 'requests:write'),
    extension: extensionOf(steps, summary.dueOn),
    can: controls(ctx, last.state, summary.owed && summary.progress?.state === 'late'),
    operator: operator(ctx),
    limits: formLimits,
  }
  return { view, row, key }
}

/** A complaint is one tap away once the bank has refused anything or is late. */
function controls(ctx: Ctx, state: CaseState, late: boolean): RequestView['can'] {
  const can = (kind: StepKind) =>
    may(ctx, 'requests:write') && mayTakeStep('request', state, 'customer', kind, late)
  const isRefused = state === 'refused' || state === 'partly-fulfilled'
  return {
    write: can('message'),
    withdraw: can('withdrawn'),
    complain: may(ctx, 'complaints:file') && (isRefused || late),
  }
}
