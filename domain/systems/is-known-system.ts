import { eq } from 'drizzle-orm'
import { systems } from '#db/schema/systems.ts'
import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { read } from '../transaction.ts'

/** Whether the bank has a system of this id: what another vouches for is let in only as one that is known here. */
export async function isKnownSystem(ctx: Ctx, id: string): Promise<boolean> {
  requirePermission(ctx, 'systems:resume')
  const rows = await read(ctx, (tx) => tx.select({ id: systems.id }).from(systems).where(eq(systems.id, id)))
  return rows.length > 0
}
