import { and, count, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { auditLog } from '#db/schema/activity.ts'
import { requireSubject } from '../access.ts'
import type { Action } from '../actions.ts'
import type { Ctx } from '../context.ts'
import type { Reveals } from './schema.ts'

const revealing: Action[] = ['holding.revealed', 'look.value-opened']

export const noReveals: Reveals = { reveals: 0, staffReveals: 0 }

/** How often each of the customer's values was revealed, by its field. */
export async function readReveals(ctx: Ctx, tx: Tx): Promise<Map<string, Reveals>> {
  const rows = await tx
    .select({
      field: sql<string>`${auditLog.detail} ->> 'field'`,
      own: sql<boolean>`${auditLog.actorKind} = 'customer'`,
      times: count(),
    })
    .from(auditLog)
    .where(and(eq(auditLog.customerId, requireSubject(ctx)), inArray(auditLog.action, revealing)))
    .groupBy(sql`1`, sql`2`)
  const reveals = new Map<string, Reveals>()
  for (const { field, own, times } of rows)
    reveals.set(field, { ...noReveals, ...reveals.get(field), [own ? 'reveals' : 'staffReveals']: times })
  return reveals
}
