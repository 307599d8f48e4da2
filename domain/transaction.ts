import type { Tx } from '#db/client.ts'
import { answeredRequests } from '#db/schema/systems.ts'
import { openTransaction } from '#db/transaction.ts'
import type { ActorKind, Ctx } from './context.ts'

const roles: Record<ActorKind, string> = {
  visitor: 'arqau_customer',
  customer: 'arqau_customer',
  entrance: 'arqau_staff',
  staff: 'arqau_staff',
  support: 'arqau_support',
  system: 'arqau_system',
  gate: 'arqau_system',
  worker: 'arqau_worker',
}
const audited = new WeakSet<Tx>()

/** Marks the transaction as having its audit row; only `domain/audit/record.ts` calls it. */
export const markAudited = (tx: Tx) => audited.add(tx)

/** What the row-level policies read beside the subject: settings made when the transaction opens. */
export interface Scope {
  /** The number typed at the door: lets the visitor's transaction find that one customer. */
  phoneHash?: string
}

/** Looks, in a transaction the database itself keeps read-only. */
export const read = <T>(ctx: Ctx, work: (tx: Tx) => Promise<T>, scope?: Scope): Promise<T> =>
  open(ctx, 'read only', work, scope)

/**
 * Changes something: all of it or nothing, and only together with an audit row.
 * @throws Error when `work` wrote no audit row; nothing is kept then.
 */
export const change = <T>(ctx: Ctx, work: (tx: Tx) => Promise<T>, scope?: Scope): Promise<T> =>
  open(
    ctx,
    'read write',
    async (tx) => {
      const result = await work(tx)
      if (!audited.has(tx)) throw new Error('a change without an audit row is refused')
      const answered = answeredRow(ctx, result)
      if (answered) await tx.insert(answeredRequests).values(answered)
      return result
    },
    scope,
  )

/** The row that keeps what a system's write was answered, for the same request sent again; null where none is kept. */
export function answeredRow(
  { actor, once, now }: Ctx,
  result: unknown,
): typeof answeredRequests.$inferInsert | null {
  if (!once || actor.kind !== 'system') return null
  const { key, requestHash, answerOf } = once
  return { systemId: actor.systemId, key, requestHash, answer: answerOf(result), at: now }
}

/** Moves a counter or a last-seen clock: writes that say nothing of anyone's affairs and so need no audit row. */
export const bookkeep = <T>(ctx: Ctx, work: (tx: Tx) => Promise<T>, scope?: Scope): Promise<T> =>
  open(ctx, 'read write', work, scope)

/**
 * Opens a transaction that has, from its first statement on, the actor's database role and the settings the
 * row-level policies read.
 */
async function open<T>(
  ctx: Ctx,
  accessMode: 'read only' | 'read write',
  work: (tx: Tx) => Promise<T>,
  scope: Scope = {},
): Promise<T> {
  const settings = {
    'app.customer_id': ctx.subject ?? '',
    'app.browser_hash': ctx.browser.hash ?? '',
    'app.phone_hash': scope.phoneHash ?? '',
    role: roles[ctx.actor.kind],
  }
  return openTransaction(ctx.db, { accessMode, settings }, work)
}

/** Whether the database refused a row because one like it is there already (SQLSTATE 23505, unique_violation). */
export function isDuplicate(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && cause.code === '23505'
}
