import type { Tx } from '#db/client.ts'
import { cases } from '#db/schema/cases.ts'
import type { Locale } from '#policy/locale.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import type { Trace } from '../deadlines.ts'
import { emit } from '../emit.ts'
import { type Issue, invalid } from '../errors.ts'
import type { WellFormed } from '../parse.ts'
import { nextNumber } from '../reference.ts'
import { findAbout, findRowAbout, isRow } from '../cases/about-view.ts'
import { caseNumber } from '../cases/case-number.ts'
import type { Sent } from './find-filed.ts'
import type { About, FiledView } from './schema.ts'
import { writeStep } from '../cases/take-step.ts'
import { subjectLine } from '../cases/text.ts'

/**
 * Writes a new complaint: it is received, registered under a number, and its clock runs. The caller writes the audit row.
 * @param trace how its last day was counted.
 * @throws DomainError `invalid` on `about` for a look or a decision that is not the customer's, and on `attachments`
 */
export async function registerComplaint(
  ctx: Ctx,
  tx: Tx,
  id: string,
  { kind, about, text, attachments, channel, locale }: Sent,
  trace: Trace,
): Promise<FiledView> {
  if (about && isRow(about.kind) && !(await findRowAbout(ctx, tx, { kind: about.kind, id: about.id })))
    throw invalid(unknownAbout.path, unknownAbout.key)
  const number = await nextNumber(tx, 'complaint_numbers')
  const reference = caseNumber(trace.received.slice(0, 4), number)
  const key = await customerKey(ctx, tx)
  await tx.insert(cases).values({
    customerId: requireSubject(ctx),
    id,
    reference,
    kind,
    subjectSealed: seal(key, subjectLine(text), `complaints:${id}:subject`),
    aboutKind: about?.kind,
    aboutId: about?.id,
    channel,
    locale,
    receivedAt: trace.receivedAt,
    dueOn: trace.due,
  })
  const received = { number: 1, kind: 'received', state: 'received', side: 'customer' } as const
  await writeStep(ctx, tx, { caseId: id, ...received, text, attachments })
  const registered = { number: 2, kind: 'registered', state: 'registered', side: 'portal' } as const
  await writeStep(ctx, tx, { caseId: id, ...registered })
  await emit(ctx, tx, 'complaint.filed', id)
  return { id, reference, dueOn: trace.due }
}

/** What is wrong with the subject of a complaint under today's policy. A look or a decision is looked for when it is registered. */
export const aboutFaults = (about: WellFormed<About> | undefined, locale: Locale): Issue[] =>
  about && isUnknown(about, locale) ? [unknownAbout] : []

const isUnknown = ({ kind, id }: WellFormed<About>, locale: Locale): boolean =>
  kind !== undefined && !isRow(kind) && id !== undefined && !findAbout({ kind, id }, locale)
const unknownAbout: Issue = { path: 'about', key: 'complaint.about-unknown' }
