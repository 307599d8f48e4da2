import { findCase, recordMissingCase } from '../cases/find-case.ts'
import { insertNote } from '../cases/insert-note.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { writeNoteInput } from './schema.ts'

/**
 * Writes a note on a case for the staff alone: the database roles of customers and of looks cannot read it. It is
 * sealed with the customer's key, so it is gone when that key is destroyed.
 * @throws DomainError `not-found`; `invalid` on `text`
 */
export const writeNote = verb(
  'cases:answer',
  writeNoteInput,
  async (ctx, { caseId, text }): Promise<{ id: string }> => {
    return recordMissingCase(ctx, caseId, () =>
      change(ctx, async (tx) => {
        const { row } = await findCase(ctx, tx, null, caseId)
        const id = await insertNote(ctx, tx, caseId, text)
        await record(ctx, tx, { action: `${row.type}.noted`, objectId: caseId, detail: { note: id } })
        return { id }
      }),
    )
  },
)
