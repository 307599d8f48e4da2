import { and, asc, eq, gt, isNull, lte, or } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customerKeys } from '#db/schema/customers.ts'
import { obligations } from '#db/schema/holdings.ts'
import type { Consent } from '#policy/schema.ts'
import { requireSubject } from '../access.ts'
import { bankDay } from '../bank-time.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { notFound } from '../errors.ts'
import type { Lock } from './schema.ts'

/** A contract that is open: from the day it begins to the day before it ends, by the bank's calendar. */
export interface OpenObligation {
  kind: string
  contract: string
  openedOn: string
}

/**
 * The customer's open contracts, oldest first.
 * @throws DomainError `not-found` when the customer's key was destroyed
 */
export async function openObligations(ctx: Ctx, tx: Tx): Promise<OpenObligation[]> {
  const { customerId, openedOn, closedOn } = obligations
  const today = bankDay(ctx.now)
  const open = and(lte(openedOn, today), or(isNull(closedOn), gt(closedOn, today)))
  const rows = await tx
    .select({ obligation: obligations, wrapped: customerKeys.wrappedKey })
    .from(obligations)
    .innerJoin(customerKeys, eq(customerKeys.customerId, obligations.customerId))
    .where(and(eq(customerId, requireSubject(ctx)), open))
    .orderBy(asc(obligations.openedOn), asc(obligations.id))
  return openedObligations(
    ctx,
    rows[0]?.wrapped ?? null,
    rows.map(({ obligation }) => obligation),
  )
}

/** An open contract as it is stored. */
export type SealedObligation = Pick<
  typeof obligations.$inferSelect,
  'id' | 'kind' | 'openedOn' | 'contractSealed'
>

/**
 * Unseals the contracts' numbers with the customer's key.
 * @throws DomainError `not-found` when there are contracts and the key was destroyed
 */
export async function openedObligations(
  ctx: Ctx,
  wrapped: Uint8Array | null,
  sealed: readonly SealedObligation[],
): Promise<OpenObligation[]> {
  if (sealed.length === 0) return []
  if (!wrapped) throw notFound()
  const key = await ctx.keys.master.unwrap(wrapped)
  return sealed.map(({ id, kind, contractSealed, openedOn }) => ({
    kind,
    contract: openText(key, contractSealed, `obligations:${id}:contract`),
    openedOn,
  }))
}

/** The contracts that forbid withdrawing a consent (Law 94-V, art. 8(2)), each with the reason to show. */
export const locksOf = (ctx: Ctx, consent: Consent, open: readonly OpenObligation[]): Lock[] =>
  open
    .filter(({ kind }) => kind === consent.lockedBy)
    .map(({ contract, openedOn }) => ({ contract, openedOn, reason: consent.lockReason?.[ctx.locale] ?? '' }))
