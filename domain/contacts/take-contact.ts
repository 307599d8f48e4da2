import { randomUUIDv7 } from 'node:crypto'
import { contacts } from '#db/schema/contacts.ts'
import { requireSubject } from '../access.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { takeTry } from '../limits.ts'
import { contactNumber } from '../looks/contact-number.ts'
import { record } from '../record.ts'
import { nextNumber, yearOf } from '../reference.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { openSeconds, takeContactInput } from './schema.ts'

const limit = { name: 'contact-take', max: 30, seconds: 60 * 60 }

/**
 * Writes down a contact of the context's customer and gives it a number. It is open for a day at most; while it is, staff
 * may ask for a look about it. The customer reads it in their log with its note, word for word.
 * @throws DomainError `invalid`; `too-many` after thirty of a member of staff in an hour
 */
export const takeContact = verb(
  'contacts:take',
  takeContactInput,
  async (ctx, { kind, note }): Promise<{ id: string; reference: string }> => {
    const { staffId } = ctx.actor
    const customerId = requireSubject(ctx)
    await takeTry(ctx, [{ limit, who: staffId }])
    const id = randomUUIDv7()
    return change(ctx, async (tx) => {
      const [key, number] = await Promise.all([customerKey(ctx, tx), nextNumber(tx, 'contact_numbers')])
      const reference = contactNumber(yearOf(ctx.now), number)
      const noteSealed = seal(key, note, `contacts:${id}:note`)
      const openUntil = new Date(ctx.now.getTime() + openSeconds * 1000)
      const row = { customerId, id, reference, kind, noteSealed, staffId }
      await tx.insert(contacts).values({ ...row, takenAt: ctx.now, openUntil })
      await record(ctx, tx, { action: 'contact.taken', objectId: id, detail: { contact: kind } })
      return { id, reference }
    })
  },
)
