import { randomUUIDv7 } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { outgoingTexts } from '#db/schema/outgoing-texts.ts'
import { requireSubject } from '../access.ts'
import type { Ctx, CtxBy } from '../context.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { conflict, locked } from '../errors.ts'
import { recallSeconds } from '../life-spans.ts'
import { record } from '../record.ts'
import { isDuplicate } from '../transaction.ts'
import type { FoundCase } from '../cases/find-case.ts'
import type { OutgoingKind } from '../cases/rules.ts'
import type { SentView } from './schema.ts'
import { requireNext } from '../cases/take-step.ts'

interface Sending {
  caseId: string
  kind: OutgoingKind
  text?: string | undefined
  /** The last step the writer saw. */
  lastStep: number
}

/**
 * Sends the bank's text to the customer: it waits for half a minute, in which it can be taken back, and is no step of the
 * complaint before it leaves (`release-texts.ts`). The rules are asked now, and again when it leaves.
 * @throws DomainError `conflict`, `locked`, `invalid`
 */
export async function sendText(
  ctx: CtxBy<'staff'>,
  tx: Tx,
  found: FoundCase,
  { caseId, kind, text, lastStep }: Sending,
): Promise<SentView> {
  await refuseWhileOneWaits(ctx, tx, caseId)
  requireNext(ctx, found, { kind, side: 'bank', lastStep, text })
  const id = randomUUIDv7()
  const { staffId, role, sessionId } = ctx.actor
  const leavesAt = new Date(ctx.now.getTime() + recallSeconds * 1000)
  const textSealed = seal(await customerKey(ctx, tx), text ?? '', `complaint_steps:${id}:text`)
  const sender = { staffId, role, sessionId, at: ctx.now }
  await tx
    .insert(outgoingTexts)
    .values({
      ...{ customerId: requireSubject(ctx), id, caseId, kind, textSealed, leavesAt, waits: true },
      ...sender,
    })
    .catch((error: unknown) => {
      throw isDuplicate(error) ? conflict() : error
    })
  await record(ctx, tx, {
    action: 'complaint.text-sent',
    objectId: caseId,
    detail: { step: kind, text: id },
  })
  return { caseId, state: found.last.state, lastStep: found.last.number, leavesAt }
}

/**
 * The bank takes no step on a complaint while a text of the bank waits to leave.
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

const waitingOn = (ctx: Ctx, caseId: string) =>
  and(
    eq(outgoingTexts.customerId, requireSubject(ctx)),
    eq(outgoingTexts.caseId, caseId),
    eq(outgoingTexts.waits, true),
  )
