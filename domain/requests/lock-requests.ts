import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'

/**
 * Makes whatever files, answers, withdraws or carries out a request of the subject wait for each other until the transaction ends:
 * what is read after it holds. It comes before any other lock.
 */
export const lockRequests = (ctx: Ctx, tx: Tx) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`requests ${requireSubject(ctx)}`}, 0))`)
