import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { type measureKinds, measureSteps } from '#db/schema/measures.ts'

/** What the bank's measures mean for a customer's sign-in. */
export interface SignInState {
  /** Since when sign-in is blocked; null while it is not. */
  blockedSince: Date | null
  /** When the last measure was taken: a code that was asked for before signs nobody in any more. */
  takenAt: Date | null
  /** How many steps of measures the customer has. */
  steps: number
}

const isTaken = (kind: (typeof measureKinds)[number]) =>
  and(eq(measureSteps.kind, 'taken'), eq(measureSteps.measure, kind))

/** Reads what the bank's measures mean for a customer's sign-in now. */
export async function signInState(tx: Tx, customerId: string): Promise<SignInState> {
  const lastNumber = (kind: 'block' | 'unblock') =>
    sql<number | null>`max(${measureSteps.number}) filter (where ${isTaken(kind)})`
  const lastTime = (of: ReturnType<typeof and>) =>
    sql`max(${measureSteps.at}) filter (where ${of})`.mapWith(measureSteps.at)
  const [row] = await tx
    .select({
      steps: sql<number>`coalesce(max(${measureSteps.number}), 0)`,
      takenAt: lastTime(eq(measureSteps.kind, 'taken')),
      blockedAt: lastTime(isTaken('block')),
      block: lastNumber('block'),
      unblock: lastNumber('unblock'),
    })
    .from(measureSteps)
    .where(eq(measureSteps.customerId, customerId))
  const { steps = 0, takenAt = null, blockedAt = null, block = null, unblock = null } = row ?? {}
  const isBlocked = block !== null && block > (unblock ?? 0)
  return { blockedSince: isBlocked ? blockedAt : null, takenAt, steps }
}

/**
 * Makes sign-ins of a customer wait for a measure, and a measure for sign-ins, until the transaction ends; what is read
 * after it holds. Several sign-ins do not wait for each other.
 */
export const lockSignIn = (tx: Tx, customerId: string, by: 'sign-in' | 'measure') => {
  const name = sql`hashtextextended(${`sign-in of ${customerId}`}, 0)`
  return tx.execute(
    by === 'measure'
      ? sql`select pg_advisory_xact_lock(${name})`
      : sql`select pg_advisory_xact_lock_shared(${name})`,
  )
}
