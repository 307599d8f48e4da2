import { randomUUIDv7 } from 'node:crypto'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { attachmentScans } from '#db/schema/attachment-scans.ts'
import { caseAttachments, caseSteps } from '#db/schema/cases.ts'
import { requireSubject } from '../access.ts'
import { actorId } from '../audit-row.ts'
import type { Ctx } from '../context.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { progress } from '../deadlines.ts'
import { conflict, type DomainError, invalid, locked } from '../errors.ts'
import { isDuplicate } from '../transaction.ts'
import { answerDeadline } from '../complaints/answer-deadline.ts'
import { type FoundCase, findCase } from './find-case.ts'
import { type CaseState, mayTakeStep, needsText, type Side, type StepKind, stateAfter } from './rules.ts'
import type { MovedView } from '../complaints/schema.ts'

interface Step {
  caseId: string
  kind: StepKind
  side: Side
  text?: string
  attachments?: string[]
  /** The last step the writer saw. */
  lastStep: number
  /** The day until which a late answer is announced, as ISO date. */
  dueOn?: string
}

/**
 * Takes a complaint's next step if the rules allow it and no step was taken since `lastStep`.
 * @throws DomainError `not-found`, `conflict`, `locked`, `invalid`
 */
export async function takeStep(ctx: Ctx, tx: Tx, step: Step): Promise<MovedView> {
  return takeNext(ctx, tx, await findCase(ctx, tx, step.caseId), step)
}

/** The same for a complaint that is already read. */
export async function takeNext(ctx: Ctx, tx: Tx, found: FoundCase, step: Step): Promise<MovedView> {
  requireNext(ctx, found, step)
  const { last } = found
  const state = stateAfter(last.state, step.side, step.kind)
  const number = last.number + 1
  await writeStep(ctx, tx, { ...step, number, state })
  return { caseId: step.caseId, state, lastStep: number }
}

/**
 * Refuses a step that may not follow, or that was made over one not seen yet.
 * @throws DomainError `conflict`, `locked`, `invalid`
 */
export function requireNext(ctx: Ctx, found: FoundCase, step: Omit<Step, 'caseId'>): void {
  if (found.last.number !== step.lastStep) throw conflict()
  const why = whyNotNext(ctx, found, step)
  if (why) throw why
  if (needsText(step.kind) && !step.text)
    throw invalid('text', step.side === 'bank' ? 'complaint.answer-empty' : 'complaint.text-empty')
}

/** The refusal of a step by what the complaint has come to; null when it may follow. */
export function whyNotNext(
  ctx: Ctx,
  { row, last, delayedTo }: FoundCase,
  { kind, side }: Pick<Step, 'kind' | 'side'>,
): DomainError | null {
  const late = progress(answerDeadline(row), ctx.now).state === 'late'
  return mayTakeStep(last.state, side, kind, late, delayedTo !== null) ? null : locked(`complaint.no-${kind}`)
}

/**
 * Writes a step and ties its attachments to it. Of two steps with the same number the database keeps the first.
 * @throws DomainError `conflict`; `invalid` when an attachment does not exist or was already sent
 */
export async function writeStep(
  ctx: Ctx,
  tx: Tx,
  step: Omit<Step, 'lastStep'> & {
    number: number
    state: CaseState
    /** The text of a step that has its id already, sealed as that step's. */
    sealed?: { id: string; text: Uint8Array }
  },
): Promise<void> {
  const customerId = requireSubject(ctx)
  const { text, sealed, attachments = [] } = step
  const id = sealed?.id ?? randomUUIDv7()
  const textSealed =
    sealed?.text ?? (text ? seal(await customerKey(ctx, tx), text, `complaint_steps:${id}:text`) : null)
  const { caseId, number, kind, state, side, dueOn } = step
  const written = { customerId, id, caseId, number, kind, state, side, at: ctx.now, textSealed, dueOn }
  await tx
    .insert(caseSteps)
    .values({ ...written, actorKind: ctx.actor.kind, actorId: actorId(ctx) })
    .catch((error: unknown) => {
      throw isDuplicate(error) ? conflict() : error
    })
  if (attachments.length > 0) await tieAttachments(ctx, tx, attachments, id)
}

/** Ties files to a step and has each scanned. The step does not wait for that. */
async function tieAttachments(ctx: Ctx, tx: Tx, ids: string[], stepId: string): Promise<void> {
  const customerId = requireSubject(ctx)
  const tied = await tx
    .update(caseAttachments)
    .set({ stepId })
    .where(
      and(
        eq(caseAttachments.customerId, customerId),
        inArray(caseAttachments.id, ids),
        isNull(caseAttachments.stepId),
      ),
    )
    .returning({ id: caseAttachments.id })
  if (tied.length !== ids.length) throw invalid('attachments', 'attachment.gone')
  await tx.insert(attachmentScans).values(tied.map(({ id }) => ({ customerId, id, dueAt: ctx.now })))
}
