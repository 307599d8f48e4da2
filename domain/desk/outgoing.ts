import { and, asc, eq, isNull, ne, or } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { type outgoingEnds, outgoingTextEnds, outgoingTexts } from '#db/schema/outgoing-texts.ts'
import { requireSubject } from '../access.ts'
import type { OutgoingKind } from '../cases/rules.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import type { DeskCaseView, OutgoingView } from './schema.ts'

/** A text of the bank that waits to leave, or that ended without leaving. */
export interface ReadText {
  id: string
  kind: OutgoingKind
  text: string
  staffId: string
  leavesAt: Date
  end: { kind: (typeof outgoingEnds)[number]; staffId: string | null; at: Date } | null
}

/** The texts of one complaint that are no steps of it, oldest first. */
export async function readTexts(ctx: Ctx, tx: Tx, caseId: string): Promise<ReadText[]> {
  const { customerId, id, kind, textSealed, staffId, leavesAt, at } = outgoingTexts
  const [key, rows] = await Promise.all([
    customerKey(ctx, tx),
    tx
      .select({ id, kind, textSealed, staffId, leavesAt, end: outgoingTextEnds })
      .from(outgoingTexts)
      .leftJoin(
        outgoingTextEnds,
        and(eq(outgoingTextEnds.customerId, customerId), eq(outgoingTextEnds.id, id)),
      )
      .where(
        and(
          eq(customerId, requireSubject(ctx)),
          eq(outgoingTexts.caseId, caseId),
          or(isNull(outgoingTextEnds.end), ne(outgoingTextEnds.end, 'released')),
        ),
      )
      .orderBy(asc(at)),
  ])
  return rows.map(({ textSealed, end, ...row }) => ({
    ...row,
    text: openText(key, textSealed, `complaint_steps:${row.id}:text`),
    end: end && { kind: end.end, staffId: end.staffId, at: end.at },
  }))
}

/** The text that waits to leave; null when none does. */
export function outgoingOf(texts: readonly ReadText[]): OutgoingView | null {
  const waiting = texts.find(({ end }) => end === null)
  if (!waiting) return null
  const { id, kind, text, staffId: staff, leavesAt } = waiting
  return { id, kind, text, staff, leavesAt }
}

/** The text that was taken back last, unless a step came after it or another text waits. */
export function returnedOf(
  texts: readonly ReadText[],
  lastStepAt: Date | undefined,
): DeskCaseView['returned'] {
  const last = texts.at(-1)
  if (last?.end?.kind !== 'recalled' || (lastStepAt && lastStepAt > last.end.at)) return null
  return { kind: last.kind, text: last.text }
}
