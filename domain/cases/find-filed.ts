import { and, eq, inArray, or } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import type { CaseChannel, CaseKind } from '#db/schema/case-codes.ts'
import { caseAttachments, caseSteps, cases } from '#db/schema/cases.ts'
import type { Locale } from '#policy/locale.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { invalid, isRefusal } from '../errors.ts'
import { isDuplicate, read } from '../transaction.ts'
import { receivedDay } from './received-on.ts'
import type { About, FiledView } from './schema.ts'

/** A case as it is sent. */
export interface Sent {
  kind: CaseKind
  about?: About | undefined
  /** Its first message; a request needs none. */
  text?: string | undefined
  attachments: string[]
  channel: CaseChannel
  locale: Locale
  /** The day of receipt, as ISO date, of one that the bank enters. */
  receivedOn?: string
}

/**
 * Files a case unless it was filed before, also by a request at the same time.
 * @param filed what was filed before; null when nothing was.
 */
export async function fileOnce<View>(
  filed: () => Promise<View | null> | null,
  write: () => Promise<View>,
): Promise<View> {
  const before = await filed()
  if (before) return before
  return write().catch(async (error: unknown) => {
    // One that was filed at the same time may also be why this one is refused.
    const meanwhile = isDuplicate(error, 'cases') || isRefusal(error, 'invalid') ? await filed() : null
    if (!meanwhile) throw error
    return meanwhile
  })
}

/**
 * The case that was filed under an id made from a request's key; null when there is none yet.
 * @throws DomainError `invalid` when what was filed is not what is sent now: on `text`, of one that the bank enters on `id`
 */
export const findFiled = (ctx: Ctx, id: string, sent: Sent): Promise<FiledView | null> =>
  read(ctx, async (tx) => {
    const [found] = await tx
      .select({ row: told, stepId: caseSteps.id, textSealed: caseSteps.textSealed })
      .from(cases)
      .innerJoin(
        caseSteps,
        and(
          eq(caseSteps.customerId, cases.customerId),
          eq(caseSteps.caseId, cases.id),
          eq(caseSteps.number, 1),
        ),
      )
      .where(and(eq(cases.customerId, requireSubject(ctx)), eq(cases.id, id)))
    if (!found) return null
    const { row, stepId, textSealed } = found
    const text =
      textSealed && openText(await customerKey(ctx, tx), textSealed, `complaint_steps:${stepId}:text`)
    const isSame =
      text === (sent.text ?? null) &&
      row.kind === sent.kind &&
      row.aboutKind === (sent.about?.kind ?? null) &&
      row.aboutId === (sent.about?.id ?? null) &&
      row.channel === sent.channel &&
      (sent.channel === 'portal'
        ? await hasSameFiles(ctx, tx, stepId, sent.attachments)
        : row.locale === sent.locale && receivedDay(row.receivedAt) === sent.receivedOn)
    const { reference, dueOn } = row
    if (isSame) return { id, reference, dueOn }
    throw sent.channel === 'portal'
      ? invalid('text', 'complaint.filed-otherwise', { reference })
      : invalid('id', 'complaint.entered-otherwise', { reference })
  })

/** What tells a repeat; of the rest a system may read nothing. */
const told = {
  reference: cases.reference,
  kind: cases.kind,
  aboutKind: cases.aboutKind,
  aboutId: cases.aboutId,
  channel: cases.channel,
  locale: cases.locale,
  receivedAt: cases.receivedAt,
  dueOn: cases.dueOn,
}

/** Without script a repeat uploads its files again, under other ids: they are compared by their sizes. */
async function hasSameFiles(ctx: Ctx, tx: Tx, stepId: string, ids: string[]): Promise<boolean> {
  const { customerId, id, bytes, stepId: tiedTo } = caseAttachments
  const files = await tx
    .select({ id, bytes, stepId: tiedTo })
    .from(caseAttachments)
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
