import { and, eq, gt } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { type outgoingEnds, outgoingTextEnds, outgoingTexts } from '#db/schema/outgoing-texts.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'

export type OutgoingText = typeof outgoingTexts.$inferSelect

/**
 * Ends an outgoing text's waiting, once: of two who try, the second finds none.
 * @param onlyInTime only while it can be taken back.
 * @returns null when it does not wait, or no longer.
 */
export async function stopWaiting(
  ctx: Ctx,
  tx: Tx,
  id: string,
  { onlyInTime }: { onlyInTime: boolean },
): Promise<OutgoingText | null> {
  const { customerId, id: ofText, waits, leavesAt } = outgoingTexts
  const inTime = onlyInTime ? gt(leavesAt, ctx.now) : undefined
  const [text] = await tx
    .update(outgoingTexts)
    .set({ waits: false })
    .where(and(eq(customerId, requireSubject(ctx)), eq(ofText, id), eq(waits, true), inTime))
    .returning()
  return text ?? null
}

/** Writes how a text's waiting ended. @param staffId who took it back; null where the portal ended it. */
export async function writeEnd(
  ctx: Ctx,
  tx: Tx,
  { customerId, id }: OutgoingText,
  end: (typeof outgoingEnds)[number],
  staffId: string | null = null,
): Promise<void> {
  await tx.insert(outgoingTextEnds).values({ customerId, id, end, staffId, at: ctx.now })
}
