import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { contactClosings, contacts } from '#db/schema/contacts.ts'
import type { Ctx } from '../context.ts'
import { readContactNumber } from './contact-number.ts'
import type { FoundCustomer } from './schema.ts'

/** A contact that staff named by its number. A look can be asked for only while it is open. */
export interface NamedContact {
  /** Its full number. */
  reference: string
  customerId: string
  contactId: string
  open: boolean
}

/** Of a contact its closing, which it may have. */
const closing = and(
  eq(contactClosings.customerId, contacts.customerId),
  eq(contactClosings.contactId, contacts.id),
)

/** The contact with that number as people write it, of any customer; null when there is none. */
export async function contactByReference({ now }: Ctx, tx: Tx, typed: string): Promise<NamedContact | null> {
  const reference = readContactNumber(typed, now)
  if (!reference) return null
  const [row] = await tx
    .select({
      customerId: contacts.customerId,
      contactId: contacts.id,
      openUntil: contacts.openUntil,
      closedAt: contactClosings.closedAt,
    })
    .from(contacts)
    .leftJoin(contactClosings, closing)
    .where(eq(contacts.reference, reference))
  if (!row) return null
  const { customerId, contactId, openUntil, closedAt } = row
  return { reference, customerId, contactId, open: !closedAt && now < openUntil }
}

/** The customer's open contacts, the latest first. */
export const openContacts = ({ now }: Ctx, tx: Tx, customerId: string): Promise<FoundCustomer['contacts']> =>
  tx
    .select({ reference: contacts.reference, kind: contacts.kind, openUntil: contacts.openUntil })
    .from(contacts)
    .leftJoin(contactClosings, closing)
    .where(
      and(eq(contacts.customerId, customerId), gt(contacts.openUntil, now), isNull(contactClosings.closedAt)),
    )
    .orderBy(desc(contacts.takenAt))
