import { desc, eq } from 'drizzle-orm'
import { looks } from '#db/schema/looks.ts'
import { requireSubject } from '../access.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'

/** The id of the look at the customer's pages that was asked for last; null when there was none. */
export const findLatestLook = verb('looks:list', async (ctx): Promise<string | null> => {
  const own = eq(looks.customerId, requireSubject(ctx))
  const [found] = await read(ctx, (tx) =>
    tx.select({ id: looks.id }).from(looks).where(own).orderBy(desc(looks.askedAt), desc(looks.id)).limit(1),
  )
  return found?.id ?? null
})
