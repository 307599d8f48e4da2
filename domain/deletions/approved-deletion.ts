import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { deletions } from '#db/schema/deletions.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'

/** The approved deletion of a request; undefined where none is. */
export async function approvedDeletion(ctx: Ctx, tx: Tx, caseId: string) {
  const own = and(eq(deletions.customerId, requireSubject(ctx)), eq(deletions.id, caseId))
  const [row] = await tx.select().from(deletions).where(own)
  return row
}
