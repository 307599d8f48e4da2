import { randomUUIDv7 } from 'node:crypto'
import { caseNotes } from '#db/schema/cases.ts'
import { requireSubject } from '../access.ts'
import { findCase, recordMissingComplaint } from '../cases/find-case.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { writeNoteInput } from './schema.ts'

/**
 * Writes a note on a complaint for the staff alone: the database roles of customers and of looks cannot read it. It is
 * sealed with the customer's key, so it is gone when that key is destroyed.
 * @throws DomainError `not-found`; `invalid` on `text`
 */
export const writeNote = verb(
  'complaints:answer',
  writeNoteInput,
  async (ctx, { caseId, text }): Promise<{ id: string }> => {
    const id = randomUUIDv7()
    return recordMissingComplaint(ctx, caseId, () =>
      change(ctx, async (tx) => {
        const [, key] = await Promise.all([findCase(ctx, tx, caseId), customerKey(ctx, tx)])
        await tx.insert(caseNotes).values({
          customerId: requireSubject(ctx),
          caseId,
          id,
          staffId: ctx.actor.staffId,
          at: ctx.now,
          textSealed: seal(key, text, `complaint_notes:${id}:text`),
        })
        await record(ctx, tx, { action: 'complaint.noted', objectId: caseId, detail: { note: id } })
        return { id }
      }),
    )
  },
)
