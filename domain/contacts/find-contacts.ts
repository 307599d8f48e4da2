import { and, desc, eq, type SQL } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { contactClosings, contacts } from '#db/schema/contacts.ts'
import { may } from '../access.ts'
import type { CtxBy } from '../context.ts'
import type { ContactState } from './schema.ts'

export interface Contact {
  row: typeof contacts.$inferSelect
  closedAt: Date | null
}

/** Contacts, the latest first: agents find those they took, supervisors and officers any. */
export const readContacts = (
  ctx: CtxBy<'staff'>,
  tx: Tx,
  where: SQL | undefined,
  limit: number,
): Promise<Contact[]> =>
  tx
    .select({ row: contacts, closedAt: contactClosings.closedAt })
    .from(contacts)
    .leftJoin(
      contactClosings,
      and(eq(contactClosings.customerId, contacts.customerId), eq(contactClosings.contactId, contacts.id)),
    )
    .where(and(where, may(ctx, 'looks:oversee') ? undefined : eq(contacts.staffId, ctx.actor.staffId)))
    .orderBy(desc(contacts.takenAt))
    .limit(limit)

export function contactState({ row, closedAt }: Contact, now: Date): ContactState {
  if (closedAt) return 'closed'
  return now < row.openUntil ? 'open' : 'over'
}
