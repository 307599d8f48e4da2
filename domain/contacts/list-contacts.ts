import { openText } from '../crypto.ts'
import { maskedCustomers } from '../looks/masked-customers.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { contactState, readContacts } from './find-contacts.ts'
import type { ContactView } from './schema.ts'

const listed = 50

/**
 * The latest contacts that the member of staff took; for supervisors and officers, those of all. Contacts of a customer whose
 * key was destroyed are left out, because their note is gone.
 */
export const listContacts = verb('contacts:take', async (ctx): Promise<ContactView[]> => {
  return read(ctx, async (tx) => {
    const found = await readContacts(ctx, tx, undefined, listed)
    const masked = await maskedCustomers(ctx, tx, [...new Set(found.map(({ row }) => row.customerId))])
    return found.flatMap((contact): ContactView[] => {
      const customer = masked.get(contact.row.customerId)
      if (!customer) return []
      const { id, reference, kind, noteSealed, staffId, takenAt, openUntil } = contact.row
      return [
        {
          id,
          reference,
          kind,
          state: contactState(contact, ctx.now),
          customer: customer.name,
          note: openText(customer.key, noteSealed, `contacts:${id}:note`),
          staffId,
          takenAt,
          openUntil,
          closedAt: contact.closedAt,
        },
      ]
    })
  })
})
