import type { Tx } from '#db/client.ts'
import type { CaseType } from '#db/schema/case-codes.ts'
import { cases } from '#db/schema/cases.ts'
import type { ClockId } from '#policy/clock-ids.ts'
import type { Locale } from '#policy/locale.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import type { Trace } from '../deadlines.ts'
import { type Issue, invalid } from '../errors.ts'
import type { WellFormed } from '../parse.ts'
import { nextNumber, yearOf } from '../reference.ts'
import { findAbout, findRowAbout, isRow } from './about-view.ts'
import { caseNumber } from './case-number.ts'
import type { Sent } from './find-filed.ts'
import type { About, FiledView } from './schema.ts'
import { writeStep } from './take-step.ts'

const sequences = { complaint: 'complaint_numbers', request: 'request_numbers' } as const

/** What a case that came in is registered as. */
interface Registered {
  id: string
  type: CaseType
  /** Its title in lists. */
  subject: string
  /** The clock by which the answer is owed, from when it runs, and how its last day was counted. */
  clock: ClockId
  receivedAt: Date
  trace: Trace | null
}

/**
 * Writes a new case: it is received, registered under a number, and its clock runs. The caller writes the audit row and the
 * event.
 * @throws DomainError `invalid` on `about` for a look or a decision that is not the customer's, and on `attachments`
 */
export async function registerCase(
  ctx: Ctx,
  tx: Tx,
  { id, type, subject, clock, receivedAt, trace }: Registered,
  { kind, about, text, attachments, channel, locale }: Sent,
): Promise<FiledView> {
  if (about && isRow(about.kind) && !(await findRowAbout(ctx, tx, { kind: about.kind, id: about.id })))
    throw invalid(unknownAbout.path, unknownAbout.key)
  const reference = caseNumber(type, yearOf(receivedAt), await nextNumber(tx, sequences[type]))
  const dueOn = trace?.due ?? null
  await tx.insert(cases).values({
    customerId: requireSubject(ctx),
    id,
    type,
    reference,
    kind,
    subjectSealed: seal(await customerKey(ctx, tx), subject, `complaints:${id}:subject`),
    aboutKind: about?.kind,
    aboutId: about?.id,
    channel,
    locale,
    receivedAt,
    clock,
    dueOn,
  })
  const received = { number: 1, kind: 'received', state: 'received', side: 'customer' } as const
  await writeStep(ctx, tx, { caseId: id, ...received, text, attachments })
  const registered = { number: 2, kind: 'registered', state: 'registered', side: 'portal' } as const
  await writeStep(ctx, tx, { caseId: id, ...registered })
  return { id, reference, dueOn }
}

/** What is wrong with the subject of a case under today's policy. A look or a decision is looked for when it is registered. */
export const aboutFaults = (about: WellFormed<About> | undefined, locale: Locale): Issue[] =>
  about && isUnknown(about, locale) ? [unknownAbout] : []

const isUnknown = ({ kind, id }: WellFormed<About>, locale: Locale): boolean =>
  kind !== undefined && !isRow(kind) && id !== undefined && !findAbout({ kind, id }, locale)
const unknownAbout: Issue = { path: 'about', key: 'complaint.about-unknown' }
