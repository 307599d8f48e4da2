import { and, eq, exists, gt, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { systemKeys, systems } from '#db/schema/systems.ts'
import type { Ctx } from '../context.ts'
import type { Scope } from '../permissions.ts'

/** Whether a system is the bank's own and one of its valid keys carries all these permissions. */
export const isAskedFor = ({ now }: Pick<Ctx, 'now'>, tx: Tx, ...scopes: readonly Scope[]) =>
  and(
    isNull(systems.recipient),
    exists(
      tx
        .select({ one: sql`1` })
        .from(systemKeys)
        .where(
          and(
            eq(systemKeys.systemId, systems.id),
            isNull(systemKeys.revokedAt),
            gt(systemKeys.expiresAt, now),
            sql`${systemKeys.scopes} @> ${`{${scopes.join()}}`}::text[]`,
          ),
        ),
    ),
  )
