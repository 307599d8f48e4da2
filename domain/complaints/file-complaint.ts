import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { complaints } from '#db/schema/complaints.ts'
import type { Locale } from '#policy/locale.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { emit } from '../emit.ts'
import { type Issue, invalid } from '../errors.ts'
import { takeTry } from '../limits.ts'
import { madeId } from '../made-id.ts'
import type { WellFormed } from '../parse.ts'
import { record } from '../record.ts'
import { change, isDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findAbout, findLookAbout } from './about-view.ts'
import { countAnswerDeadline } from './answer-deadline.ts'
import { complaintNumber } from './complaint-number.ts'
import { findFiled, type Sent } from './find-filed.ts'
import { type About, type FiledView, fileComplaintInput } from './schema.ts'
import { writeStep } from './take-step.ts'
import { subjectLine } from './text.ts'

const limit = { name: 'complaints', max: 10, seconds: 24 * 60 * 60 }

/**
 * Files a complaint: it is received, registered under a number, and its clock starts. One that was sent before, because its
 * answer was lost or the button was pressed twice, is filed once.
 * @throws DomainError `invalid` on `kind`, `about`, `text`, `attachments`, also on `text` when another was filed with the
 *   key; `too-many` after ten in a day
 */
export const fileComplaint = verb(
  'complaints:file',
  fileComplaintInput,
  ({ locale }, { about }) => (about && isUnknown(about, locale) ? [unknownAbout] : []),
  async (ctx, { requestKey, ...sent }): Promise<FiledView> => {
    const customerId = requireSubject(ctx)
    const id = requestKey ? madeId([customerId, requestKey]) : randomUUIDv7()
    const filed = () => (requestKey ? findFiled(ctx, id, sent) : null)
    const before = await filed()
    if (before) return before
    await takeTry(ctx, [{ limit, who: customerId }])
    return write(ctx, id, sent).catch(async (error: unknown) => {
      const meanwhile = isDuplicate(error, 'complaints') ? await filed() : null
      if (!meanwhile) throw error
      return meanwhile
    })
  },
)

async function write(ctx: Ctx, id: string, { kind, about, text, attachments }: Sent): Promise<FiledView> {
  const trace = countAnswerDeadline(ctx.now)
  return change(ctx, async (tx) => {
    if (about?.kind === 'look' && !(await findLookAbout(ctx, tx, about.id)))
      throw invalid(unknownAbout.path, unknownAbout.key)
    const reference = await nextReference(tx, trace.received.slice(0, 4))
    const key = await customerKey(ctx, tx)
    await tx.insert(complaints).values({
      customerId: requireSubject(ctx),
      id,
      reference,
      kind,
      subjectSealed: seal(key, subjectLine(text), `complaints:${id}:subject`),
      aboutKind: about?.kind,
      aboutId: about?.id,
      locale: ctx.locale,
      receivedAt: ctx.now,
      dueOn: trace.due,
    })
    const received = { number: 1, kind: 'received', state: 'received', side: 'customer' } as const
    await writeStep(ctx, tx, { complaintId: id, ...received, text, attachments })
    const registered = { number: 2, kind: 'registered', state: 'registered', side: 'portal' } as const
    await writeStep(ctx, tx, { complaintId: id, ...registered })
    await record(ctx, tx, { action: 'complaint.filed', objectId: id, detail: { reference, kind } })
    await emit(ctx, tx, 'complaint.filed', id)
    return { id, reference, dueOn: trace.due }
  })
}

/** Whether today's policy lacks what a complaint is about. A look is looked for when the complaint is filed. */
const isUnknown = ({ kind, id }: WellFormed<About>, locale: Locale): boolean =>
  kind !== undefined && kind !== 'look' && id !== undefined && !findAbout({ kind, id }, locale)
const unknownAbout: Issue = { path: 'about', key: 'complaint.about-unknown' }

/** `Ш-2026-00417`: the year of receipt and a number no other complaint has. */
async function nextReference(tx: Tx, year: string): Promise<string> {
  const numbers = sql`(select nextval('complaint_numbers')::int as number) as numbers`
  const [next] = await tx.select({ number: sql<number>`number` }).from(numbers)
  if (!next) throw new Error('the sequence gave no number')
  return complaintNumber(year, next.number)
}
