import { eq } from 'drizzle-orm'
import { systems } from '#db/schema/systems.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'

/** Whether the bank has a system of this id: what another vouches for is let in only as one that is known here. */
export const isKnownSystem = verb('systems:resume', async (ctx, id: string): Promise<boolean> => {
  const rows = await read(ctx, (tx) => tx.select({ id: systems.id }).from(systems).where(eq(systems.id, id)))
  return rows.length > 0
})
