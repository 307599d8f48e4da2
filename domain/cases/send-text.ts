import { randomUUIDv7 } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import type { PauseReason } from '#db/schema/case-codes.ts'
import { outgoingTexts } from '#db/schema/outgoing-texts.ts'
import { requireSubject } from '../access.ts'
import type { Ctx, CtxBy } from '../context.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { conflict, locked } from '../errors.ts'
import { recallSeconds } from '../life-spans.ts'
import { record } from '../record.ts'
import { isDuplicate } from '../transaction.ts'
import type { FoundCase } from './find-case.ts'
import type { OutgoingKind } from './rules.ts'
import type { SentView } from './schema.ts'
import { requireNext } from './take-step.ts'

interface Sending {
  /** The id of the text, where something else is written under it. */
  id?: string
  kind: OutgoingKind
  text?: string | undefined
  pauseReason?: PauseReason | undefined
  /** The last step the writer saw. */
  lastStep: number
}

/**
 * Sends the bank's text to the customer: it waits for half a minute, in which it can be taken back, and is no step of the
 * case before it leaves (`release-texts.ts`). The rules are asked now, and again when it leaves.
 * @throws DomainError `conflict`, `locked`, `invalid`
 */
export async function sendText(
  ctx: CtxBy<'staff'>,
  tx: Tx,
  found: FoundCase,
  { id = randomUUIDv7(), kind, text, pauseReason, lastStep }: Sending,
): Promise<SentView> {
  const { id: caseId, type } = found.row
  await refuseWhileOneWaits(ctx, tx, caseId)
  requireNext(ctx, found, { kind, side: 'bank', lastStep, text })
  const { staffId, role, sessionId } = ctx.actor
  const leavesAt = new Date(ctx.now.getTime() + recallSeconds * 1000)
  const textSealed = seal(await customerKey(ctx, tx), text ?? '', `complaint_steps:${id}:text`)
  const sender = { staffId, role, sessionId, at: ctx.now }
  await tx
    .insert(outgoingTexts)
    .values({
      ...{
        customerId: requireSubject(ctx),
        id,
        caseId,
        kind,
        textSealed,
        pauseReason,
        leavesAt,
        waits: true,
      },
      ...sender,
    })
    .catch((error: unknown) => {
      throw isDuplicate(error) ? conflict() : error
    })
  await record(ctx, tx, {
    action: `${type}.text-sent`,
    objectId: caseId,
    detail: { step: kind, text: id },
  })
  return { caseId, state: found.last.state, lastStep: found.last.number, leavesAt }
}

/**
 * The bank takes no step on a case while a text of the bank waits to leave.
 * @throws DomainError `locked` for the one who sent that text, who may have it in another window; `conflict` for a colleague
 */
export async function refuseWhileOneWaits(ctx: CtxBy<'staff'>, tx: Tx, caseId: string): Promise<void> {
  const [waiting] = await tx
    .select({ staffId: outgoingTexts.staffId })
    .from(outgoingTexts)
    .where(waitingOn(ctx, caseId))
  if (!waiting) return
  throw waiting.staffId === ctx.actor.staffId ? locked('complaint.text-waits') : conflict()
}

/** Whether a text of the bank waits to leave on a case of the subject. */
export const textWaits = async (ctx: Ctx, tx: Tx, caseId: string): Promise<boolean> =>
  (await tx.$count(outgoingTexts, waitingOn(ctx, caseId))) > 0

const waitingOn = (ctx: Ctx, caseId: string) =>
  and(
    eq(outgoingTexts.customerId, requireSubject(ctx)),
    eq(outgoingTexts.caseId, caseId),
    eq(outgoingTexts.waits, true),
  )
