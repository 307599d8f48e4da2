import type { KeyObject } from 'node:crypto'
import type { Tx } from '#db/client.ts'
import { catalogue } from '#policy/load.ts'
import { may } from '../access.ts'
import { aboutOf } from '../cases/case-about.ts'
import { caseDeadline } from '../cases/case-deadline.ts'
import { extensionOf, formLimits, readFiles, readSteps, stepViews } from '../cases/case-steps.ts'
import { type CaseRow, findCase } from '../cases/find-case.ts'
import { type CaseState, instructionFor, isAnswered, mayTakeStep, type StepKind } from '../cases/rules.ts'
import { summarise } from '../cases/summarise.ts'
import type { Ctx } from '../context.ts'
import { customerKey } from '../customers/customer-key.ts'
import { operator } from '../policies/operator.ts'
import { regulator } from '../policies/regulator.ts'
import { type ComplaintView, complaintKindOf } from './schema.ts'

/**
 * One complaint of the subject as both sides see it: its deadline and how it was computed, all messages, and the steps
 * that may follow.
 * @throws DomainError `not-found`
 */
export async function complaintView(
  ctx: Ctx,
  tx: Tx,
  caseId: string,
): Promise<{ view: ComplaintView; row: CaseRow; key: KeyObject }> {
  const [{ row, last }, key, written, files] = await Promise.all([
    findCase(ctx, tx, 'complaint', caseId),
    customerKey(ctx, tx),
    readSteps(ctx, tx, caseId),
    readFiles(ctx, tx, caseId),
  ])
  const about = await aboutOf(ctx, tx, row)
  const steps = stepViews(ctx, key, written, files)
  const answeredAt = steps.find(({ kind }) => isAnswered(kind))?.at ?? null
  const summary = summarise(ctx, key, row, { state: last.state, answeredAt })
  const trace = caseDeadline(row)
  const late = summary.owed && summary.progress?.state === 'late'
  const view: ComplaintView = {
    type: 'complaint',
    ...summary,
    kind: complaintKindOf(row.kind),
    about,
    steps,
    lastStep: last.number,
    trace: trace && { ...trace, source: trace.source?.[ctx.locale] ?? null },
    live: may(ctx, 'complaints:write'),
    extension: extensionOf(steps, summary.dueOn),
    can: controls(ctx, last.state, late),
    instruction: instructionFor(last.state, late, steps),
    escalation: catalogue().duties.escalation.map(({ id, title, text }) => ({
      id,
      title: title[ctx.locale],
      text: text[ctx.locale],
    })),
    operator: operator(ctx),
    regulator: regulator(ctx),
    limits: formLimits,
  }
  return { view, row, key }
}

function controls(ctx: Ctx, state: CaseState, late: boolean): ComplaintView['can'] {
  const can = (kind: StepKind) =>
    may(ctx, 'complaints:write') && mayTakeStep('complaint', state, 'customer', kind, late)
  return { write: can('message'), disagree: can('negotiation'), withdraw: can('withdrawn') }
}
