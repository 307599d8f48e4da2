import { eq } from 'drizzle-orm'
import { contactClosings, contacts } from '#db/schema/contacts.ts'
import { locked, notFound } from '../errors.ts'
import { record } from '../record.ts'
import { change, isDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'
import { contactState, readContacts } from './find-contacts.ts'
import { contactInput } from './schema.ts'

/**
 * Closes a contact before its time is over: no look can be asked for about it any more. Agents close their own, supervisors
 * and officers any.
 * @throws DomainError `not-found`; `locked` when it is over
 */
export const closeContact = verb('contacts:take', contactInput, async (ctx, { contactId }): Promise<void> => {
  await change(ctx, async (tx) => {
    const [found] = await readContacts(ctx, tx, eq(contacts.id, contactId), 1)
    if (!found) throw notFound()
    if (contactState(found, ctx.now) !== 'open') throw locked('contact.over')
    const { customerId } = found.row
    await tx
      .insert(contactClosings)
      .values({ customerId, contactId, staffId: ctx.actor.staffId, closedAt: ctx.now })
      .catch((error: unknown) => {
        throw isDuplicate(error) ? locked('contact.over') : error
      })
    await record({ ...ctx, subject: customerId }, tx, { action: 'contact.closed', objectId: contactId })
  })
})
