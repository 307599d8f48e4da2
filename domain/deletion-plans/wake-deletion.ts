import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { deletions } from '#db/schema/deletions.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'

/** Makes the approved deletion of a request due: a system has answered, perhaps as the last one. */
export const wakeDeletion = (ctx: Ctx, tx: Tx, caseId: string) =>
  tx
    .update(deletions)
    .set({ dueAt: ctx.now })
    .where(
      and(eq(deletions.customerId, requireSubject(ctx)), eq(deletions.id, caseId), isNull(deletions.endedAt)),
    )
