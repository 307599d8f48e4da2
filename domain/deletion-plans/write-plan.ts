import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { deletionFates } from '#db/schema/deletions.ts'
import { allFields } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import type { Fate } from './schema.ts'

/** Keeps with a request what its deletion would do: by that it is decided and carried out. */
export async function writePlan(ctx: Ctx, tx: Tx, caseId: string, plan: readonly Fate[]): Promise<void> {
  const customerId = requireSubject(ctx)
  if (plan.length === 0) return
  await tx
    .insert(deletionFates)
    .values(
      plan.map(({ field, fate, grounds, until }) => ({ customerId, caseId, field, fate, grounds, until })),
    )
}

/** What the deletion of a request does, in the order of the catalogue. */
export async function readWrittenPlan(ctx: Ctx, tx: Tx, caseId: string): Promise<Fate[]> {
  const { field, fate, grounds, until } = deletionFates
  const rows = await tx
    .select({ field, fate, grounds, until })
    .from(deletionFates)
    .where(and(eq(deletionFates.customerId, requireSubject(ctx)), eq(deletionFates.caseId, caseId)))
  const order = new Map(allFields(catalogue()).map(({ id }, place) => [id, place]))
  const place = ({ field: id }: Fate) => order.get(id) ?? order.size
  return rows.toSorted((one, other) => place(one) - place(other))
}
