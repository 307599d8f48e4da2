import { and, eq } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { auditLog } from '#db/schema/activity.ts'

type Entry = typeof auditLog.$inferSelect
type Sought = Partial<Pick<Entry, 'action' | 'customerId' | 'objectId' | 'lookId' | 'actorId'>>

/** The entries of the audit log that hold these values, oldest first. */
export const auditOf = (db: Pick<Db, 'select'>, sought: Sought): Promise<Entry[]> =>
  db
    .select()
    .from(auditLog)
    .where(
      and(
        ...(Object.keys(sought) as (keyof Sought)[]).map((column) =>
          eq(auditLog[column], sought[column] ?? ''),
        ),
      ),
    )
    .orderBy(auditLog.id)

/** The actions of those entries. */
export const actionsOf = async (db: Pick<Db, 'select'>, sought: Sought): Promise<string[]> =>
  (await auditOf(db, sought)).map(({ action }) => action)
