import { and, eq, gt } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { searches } from '#db/schema/looks.ts'
import { nobody } from '#db/schema/roles.ts'
import { dayMs } from '#policy/days.ts'
import type { CtxBy } from '../context.ts'
import { locked, notFound } from '../errors.ts'

/** Staff may act about a customer they have found for so long. */
export const searchHoldsSeconds = 30 * 60

/**
 * The customer whom a member of staff has found by a search of their own.
 * @throws DomainError `not-found`; `locked` when the search is too old; one of yesterday is not found
 */
export async function findSearched(ctx: CtxBy<'staff'>, tx: Tx, searchId: string): Promise<string> {
  const [search] = await tx
    .select({ customerId: searches.customerId, at: searches.at })
    .from(searches)
    .where(
      and(
        eq(searches.staffId, ctx.actor.staffId),
        gt(searches.at, new Date(ctx.now.getTime() - dayMs)),
        eq(searches.id, searchId),
      ),
    )
  if (!search || search.customerId === nobody) throw notFound()
  const seconds = (ctx.now.getTime() - search.at.getTime()) / 1000
  if (seconds > searchHoldsSeconds) throw locked('measure.search-over')
  return search.customerId
}
