import { and, asc, count, eq, lte, sql } from 'drizzle-orm'
import { contacts } from '#db/schema/contacts.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { maskedText } from '../mask-others.ts'
import { read } from '../transaction.ts'
import { type CopyTable, pagesOf, type Reading } from './reading.ts'
import type { CopyRecords } from './records.ts'

type Row = typeof contacts.$inferSelect

/** The contacts with the notes that staff wrote, oldest first. When one was closed stands in the activity log. */
export function contactTable({ ctx, asOf, own }: Reading): CopyTable<'contacts'> {
  const ofCustomer = and(eq(contacts.customerId, ctx.subject), lte(contacts.takenAt, asOf))
  const behind = ({ takenAt, id }: Row) =>
    sql`(${contacts.takenAt}, ${contacts.id}) > (${takenAt.toISOString()}::timestamptz, ${id}::uuid)`
  return {
    part: 'contacts',
    name: 'contacts',
    count: async (tx) => (await tx.select({ all: count() }).from(contacts).where(ofCustomer))[0]?.all ?? 0,
    pages: () =>
      pagesOf<Row, CopyRecords['contacts']>(
        (after, limit) =>
          read(ctx, (tx) =>
            tx
              .select()
              .from(contacts)
              .where(and(ofCustomer, after ? behind(after) : undefined))
              .orderBy(asc(contacts.takenAt), asc(contacts.id))
              .limit(limit),
          ),
        async (rows) => {
          const key = await read(ctx, (tx) => customerKey(ctx, tx))
          return rows.map(({ id, reference, kind, noteSealed, staffId, takenAt, openUntil }) => {
            const { text: note, masked } = maskedText(openText(key, noteSealed, `contacts:${id}:note`), own)
            return {
              id,
              reference,
              kind,
              note,
              masked,
              staff: staffId,
              takenAt: takenAt.toISOString(),
              openUntil: openUntil.toISOString(),
            }
          })
        },
      ),
  }
}
