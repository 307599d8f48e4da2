import { randomUUIDv7 } from 'node:crypto'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { attachmentScans } from '#db/schema/attachment-scans.ts'
import type { CaseType, PauseReason } from '#db/schema/case-codes.ts'
import { caseAttachments, caseSteps } from '#db/schema/cases.ts'
import { tasks } from '#db/schema/tasks.ts'
import { dayIn } from '#policy/days.ts'
import { catalogue } from '#policy/load.ts'
import { requireSubject } from '../access.ts'
import { actorId } from '../audit-row.ts'
import type { Ctx } from '../context.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { conflict, type DomainError, invalid, locked } from '../errors.ts'
import { isDuplicate } from '../transaction.ts'
import { caseDeadline } from './case-deadline.ts'
import { type FoundCase, findCase } from './find-case.ts'
import { pausesOf, readPausing } from './pauses.ts'
import {
  type CaseState,
  groupOf,
  mayTakeStep,
  needsText,
  type Side,
  type StepKind,
  stateAfter,
} from './rules.ts'
import type { MovedView } from './schema.ts'

interface Step {
  caseId: string
  kind: StepKind
  side: Side
  text?: string
  attachments?: string[]
  /** The last step the writer saw. */
  lastStep: number
  /** The day until which a late answer is announced or the customer's is awaited, as ISO date. */
  dueOn?: string
  /** Why the clock stands still from this step on. */
  pauseReason?: PauseReason
}

/**
 * Takes a case's next step if the rules allow it and no step was taken since `lastStep`.
 * @throws DomainError `not-found`, `conflict`, `locked`, `invalid`
 */
export async function takeStep(ctx: Ctx, tx: Tx, type: CaseType, step: Step): Promise<MovedView> {
  return takeNext(ctx, tx, await findCase(ctx, tx, type, step.caseId), step)
}

/** The same for a case that is already read. */
export async function takeNext(ctx: Ctx, tx: Tx, found: FoundCase, step: Step): Promise<MovedView> {
  requireNext(ctx, found, step)
  const { last } = found
  const state = stateAfter(last.state, step.side, step.kind)
  const number = last.number + 1
  const movedDueOn = await movedDeadline(ctx, tx, found, { ...step, state })
  await writeStep(ctx, tx, { ...step, number, state, movedDueOn })
  return { caseId: step.caseId, state, lastStep: number }
}

/** The last day for the answer to a request after a step that begins a pause or ends one; undefined for other steps. */
export async function movedDeadline(
  ctx: Ctx,
  tx: Tx,
  { row, last }: FoundCase,
  { kind, pauseReason, dueOn, state }: Pick<Step, 'kind' | 'pauseReason' | 'dueOn'> & { state: CaseState },
): Promise<string | undefined> {
  if (row.type !== 'request' || kind === 'withdrawn') return undefined
  const isBegun = pauseReason !== undefined
  const isEnded = last.state === 'waiting-customer' && state !== 'waiting-customer'
  if (!isBegun && !isEnded) return undefined
  const steps = await readPausing(ctx, tx, row.id)
  const step = { at: ctx.now, state, pauseReason: pauseReason ?? null, dueOn: dueOn ?? null }
  return caseDeadline(row, pausesOf([...steps, step]))?.due
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

/** The refusal of a step by what the case has come to; null when it may follow. */
export function whyNotNext(
  ctx: Ctx,
  { row, last, delayedTo, owedUntil }: FoundCase,
  { kind, side }: Pick<Step, 'kind' | 'side'>,
): DomainError | null {
  const late = owedUntil !== null && dayIn(catalogue().calendar.zone, ctx.now) > owedUntil
  return mayTakeStep(row.type, last.state, side, kind, late, delayedTo !== null)
    ? null
    : locked(`${row.type}.no-${kind}`)
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
    movedDueOn?: string | undefined
    /** The text of a step that has its id already, sealed as that step's. */
    sealed?: { id: string; text: Uint8Array }
  },
): Promise<void> {
  const customerId = requireSubject(ctx)
  const { text, sealed, attachments = [] } = step
  const id = sealed?.id ?? randomUUIDv7()
  const textSealed =
    sealed?.text ?? (text ? seal(await customerKey(ctx, tx), text, `complaint_steps:${id}:text`) : null)
  const { caseId, number, kind, state, side, dueOn, pauseReason, movedDueOn } = step
  const moves = { dueOn, pauseReason, movedDueOn }
  const written = { customerId, id, caseId, number, kind, state, side, at: ctx.now, textSealed, ...moves }
  await tx
    .insert(caseSteps)
    .values({ ...written, actorKind: ctx.actor.kind, actorId: actorId(ctx) })
    .catch((error: unknown) => {
      throw isDuplicate(error) ? conflict() : error
    })
  if (attachments.length > 0) await tieAttachments(ctx, tx, attachments, id)
  if (groupOf(state) !== 'open') await endTasks(ctx, tx, caseId)
}

/** Once a request is over no system owes an answer to its tasks. */
async function endTasks(ctx: Ctx, tx: Tx, caseId: string): Promise<void> {
  const ofCase = and(eq(tasks.customerId, requireSubject(ctx)), eq(tasks.caseId, caseId))
  await tx
    .update(tasks)
    .set({ waits: false })
    .where(and(ofCase, eq(tasks.waits, true)))
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
