import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { outgoingTextEnds, outgoingTexts } from '#db/schema/outgoing-texts.ts'
import { requireSubject } from '../access.ts'
import { findCase, recordMissingCase } from '../cases/find-case.ts'
import { stopWaiting, writeEnd } from '../cases/outgoing-text.ts'
import type { Ctx } from '../context.ts'
import { type DomainError, locked, notFound } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { recallTextInput } from './schema.ts'

/**
 * Takes a text back that was sent to the customer and has not left. All staff who answer complaints may, whoever sent it:
 * what does not leave harms nobody, and the page says who took it back. The text stays, with the row of its end.
 * @throws DomainError `not-found`; `locked` when its time is over, or when it was taken back before
 */
export const recallText = verb(
  'cases:answer',
  recallTextInput,
  async (ctx, { caseId, textId }): Promise<void> =>
    recordMissingCase(ctx, caseId, () =>
      change(ctx, async (tx) => {
        const text = await stopWaiting(ctx, tx, textId, { onlyInTime: true })
        if (text?.caseId !== caseId) throw await whyNot(ctx, tx, caseId, textId)
        await writeEnd(ctx, tx, text, 'recalled', ctx.actor.staffId)
        const { row } = await findCase(ctx, tx, null, caseId)
        await record(ctx, tx, {
          action: `${row.type}.text-recalled`,
          objectId: caseId,
          detail: { step: text.kind, text: textId },
        })
      }),
    ),
)

async function whyNot(ctx: Ctx, tx: Tx, caseId: string, textId: string): Promise<DomainError> {
  const [text] = await tx
    .select({ end: outgoingTextEnds.end })
    .from(outgoingTexts)
    .leftJoin(
      outgoingTextEnds,
      and(
        eq(outgoingTextEnds.customerId, outgoingTexts.customerId),
        eq(outgoingTextEnds.id, outgoingTexts.id),
      ),
    )
    .where(
      and(
        eq(outgoingTexts.customerId, requireSubject(ctx)),
        eq(outgoingTexts.caseId, caseId),
        eq(outgoingTexts.id, textId),
      ),
    )
  if (!text) return notFound()
  return locked(
    text.end === null || text.end === 'released' ? 'complaint.recall-late' : 'complaint.recall-over',
  )
}
