import { and, eq, inArray, or } from 'drizzle-orm'
import type { z } from 'zod'
import type { Tx } from '#db/client.ts'
import { complaintAttachments, complaintSteps, complaints } from '#db/schema/complaints.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { invalid } from '../errors.ts'
import { read } from '../transaction.ts'
import type { FiledView, fileComplaintInput } from './schema.ts'

/** A complaint as it is sent. */
export type Sent = Omit<z.output<typeof fileComplaintInput>, 'requestKey'>

/**
 * The complaint that was filed under an id made from a request's key; null when there is none yet.
 * @throws DomainError `invalid` on `text` when what was filed is not what is sent now
 */
export const findFiled = (ctx: Ctx, id: string, sent: Sent): Promise<FiledView | null> =>
  read(ctx, async (tx) => {
    const [found] = await tx
      .select({ row: complaints, stepId: complaintSteps.id, textSealed: complaintSteps.textSealed })
      .from(complaints)
      .innerJoin(
        complaintSteps,
        and(
          eq(complaintSteps.customerId, complaints.customerId),
          eq(complaintSteps.complaintId, complaints.id),
          eq(complaintSteps.number, 1),
        ),
      )
      .where(and(eq(complaints.customerId, requireSubject(ctx)), eq(complaints.id, id)))
    if (!found?.textSealed) return null
    const { row, stepId, textSealed } = found
    const text = openText(await customerKey(ctx, tx), textSealed, `complaint_steps:${stepId}:text`)
    const isSame =
      text === sent.text &&
      row.kind === sent.kind &&
      row.aboutKind === (sent.about?.kind ?? null) &&
      row.aboutId === (sent.about?.id ?? null) &&
      (await hasSameFiles(ctx, tx, stepId, sent.attachments))
    if (!isSame) throw invalid('text', 'complaint.filed-otherwise', { reference: row.reference })
    return { id, reference: row.reference, dueOn: row.dueOn }
  })

/** Without script a repeat uploads its files again, under other ids: they are compared by their sizes. */
async function hasSameFiles(ctx: Ctx, tx: Tx, stepId: string, ids: string[]): Promise<boolean> {
  const { customerId, id, bytes, stepId: tiedTo } = complaintAttachments
  const files = await tx
    .select({ id, bytes, stepId: tiedTo })
    .from(complaintAttachments)
    .where(and(eq(customerId, requireSubject(ctx)), or(eq(tiedTo, stepId), inArray(id, ids))))
  const sizes = (some: typeof files) =>
    some
      .map((file) => file.bytes)
      .sort((a, b) => a - b)
      .join()
  return (
    sizes(files.filter((file) => file.stepId === stepId)) ===
    sizes(files.filter((file) => ids.includes(file.id)))
  )
}
