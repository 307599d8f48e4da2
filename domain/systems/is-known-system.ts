import { eq } from 'drizzle-orm'
import { systems } from '#db/schema/systems.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'

/** Whether the bank has a system with this id. A token of the provider is accepted only for a known system. */
export const isKnownSystem = verb('systems:resume', async (ctx, id: string): Promise<boolean> => {
  const rows = await read(ctx, (tx) => tx.select({ id: systems.id }).from(systems).where(eq(systems.id, id)))
  return rows.length > 0
})
