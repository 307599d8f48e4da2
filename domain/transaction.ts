import type { Tx } from '#db/client.ts'
import { insertAll, into, type NewRow } from '#db/fast/insert-rows.ts'
import type { Statement } from '#db/fast/statement.ts'
import type { ActorKind } from '#db/schema/activity.ts'
import { auditLog } from '#db/schema/activity.ts'
import { events } from '#db/schema/events.ts'
import { answeredRequests } from '#db/schema/systems.ts'
import { openTransaction, runAlone, type TransactionOpening } from '#db/transaction.ts'
import { wake } from '#db/wake.ts'
import { may } from './access.ts'
import { type AuditEntry, auditRow } from './audit-row.ts'
import type { Ctx } from './context.ts'
import { eventRow, type NewEvent } from './event-row.ts'

const roles: Record<ActorKind, string> = {
  visitor: 'arqau_customer',
  customer: 'arqau_customer',
  'staff-sign-in': 'arqau_staff',
  staff: 'arqau_staff',
  support: 'arqau_support',
  system: 'arqau_system',
  'key-check': 'arqau_system',
  worker: 'arqau_worker',
}
const audited = new WeakSet<Tx>()
const emitted = new WeakSet<Tx>()

/** Notes that the transaction has its audit row; only `domain/record.ts` calls it. */
export const markAudited = (tx: Tx) => audited.add(tx)
/** Notes that the transaction has events, so that the worker is woken; only `domain/emit.ts` calls it. */
export const markEmitted = (tx: Tx) => emitted.add(tx)

/** The settings that row-level policies read in addition to the subject; made when the transaction begins. */
export interface RowSettings {
  /** The hashes of the number typed at sign-in, by which the visitor's transaction finds its customers. */
  phoneHashes?: readonly string[]
  /** The hashes of the limits the transaction counts tries of; it reaches no other limit. */
  limitKeys?: readonly string[]
  /** The request whose deletion the transaction carries out; it reaches what that erases, and no other transaction does. */
  deletion?: string
}

/** Reads in a transaction that the database keeps read-only. */
export const read = <T>(ctx: Ctx, work: (tx: Tx) => Promise<T>, settings?: RowSettings): Promise<T> =>
  open(ctx, 'read only', work, settings)

/**
 * Changes rows: all of them or none, and only together with an audit row.
 * @throws Error when `work` wrote no audit row; nothing is kept then.
 */
export async function change<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>, settings?: RowSettings): Promise<T> {
  const { result, wakes } = await open(
    ctx,
    'read write',
    async (tx) => {
      const result = await work(tx)
      if (!audited.has(tx)) throw new Error('a change without an audit row is refused')
      const answered = idempotencyRow(ctx, result)
      if (answered) await tx.insert(answeredRequests).values(answered)
      return { result, wakes: emitted.has(tx) }
    },
    settings,
  )
  if (wakes) wake(ctx.db)
  return result
}

/**
 * Reads with one statement. For a system, on the machine API's connections, that is one round trip to the database.
 * @param statement it must not write; the embedded engine refuses one that does.
 * @returns its rows, in the shape the statement gives them.
 */
export const ask = <Row extends object>(ctx: Ctx, statement: Statement): Promise<Row[]> =>
  runAlone(ctx.db, opening(ctx, 'read only'), statement)

/** What one statement writes: all of it or nothing. */
export interface Writing {
  rows: readonly [NewRow, ...NewRow[]]
  /** The audit row is part of what is written, so it cannot be missing. */
  audit: AuditEntry
  event?: NewEvent
}

/**
 * Writes with one statement: the rows, their audit row, their event, and the answer when the request has an
 * idempotency key.
 * @returns the given result.
 */
export async function write<T>(ctx: Ctx, { rows, audit, event }: Writing, result: T): Promise<T> {
  const answered = idempotencyRow(ctx, result)
  const statement = insertAll([
    ...rows,
    into(auditLog, auditRow(ctx, audit)),
    ...(event ? [into(events, eventRow(ctx, event))] : []),
    ...(answered ? [into(answeredRequests, answered)] : []),
  ])
  await runAlone(ctx.db, opening(ctx, 'read write'), statement)
  if (event) wake(ctx.db)
  return result
}

/** The row with the answer to a system's write, for a repeat of the request; null when no answer is kept. */
export function idempotencyRow(
  { actor, idempotency, now }: Ctx,
  result: unknown,
): typeof answeredRequests.$inferInsert | null {
  if (!idempotency || actor.kind !== 'system') return null
  const { key, requestHash, answerOf } = idempotency
  return { systemId: actor.systemId, key, requestHash, answer: answerOf(result), at: now }
}

/** The reasons for a write without an audit row. None of these rows says anything about a customer's affairs. */
export type BookkeepingReason =
  /** Counters of tries: codes, limits. */
  | 'tries'
  /** When a session or a key was last in use. */
  | 'last-seen'
  /** Due rows that a worker claims, puts off or completes. */
  | 'due-rows'
  /** The position of events in the feed, and their deliveries. */
  | 'feed'
  /** Lines of an import as they arrive; its beginning and its end have audit rows. */
  | 'upload'
  /** Chunks of a copy as it is made, and bytes of a download as they are sent; what begins and ends them has audit rows. */
  | 'copy'
  /** Rows that get another key and say what they said; a batch that has some has an audit row. */
  | 'keys'

/** Writes without an audit row, for one of the reasons of a closed list. */
export const bookkeep = <T>(
  ctx: Ctx,
  _reason: BookkeepingReason,
  work: (tx: Tx) => Promise<T>,
  settings?: RowSettings,
): Promise<T> => open(ctx, 'read write', work, settings)

/**
 * Opens a transaction that has, from its first statement on, the actor's database role and the settings the
 * row-level policies read.
 */
const open = <T>(
  ctx: Ctx,
  accessMode: TransactionOpening['accessMode'],
  work: (tx: Tx) => Promise<T>,
  settings?: RowSettings,
): Promise<T> => openTransaction(ctx.db, opening(ctx, accessMode, settings), work)

/** The hashes to which a code of this browser may be bound. */
export const browserHashes = ({ browser: { hash, otherHash } }: Ctx): string[] =>
  [hash, otherHash].filter((one) => one !== null && one !== undefined)

/** @throws Error when the context names no permission that its actor holds: only a verb's context opens transactions. */
function opening(
  ctx: Ctx,
  accessMode: TransactionOpening['accessMode'],
  rows: RowSettings = {},
): TransactionOpening {
  if (!ctx.permission || !may(ctx, ctx.permission))
    throw new Error('a transaction outside of a verb is refused')
  return {
    accessMode,
    settings: {
      'app.customer_id': ctx.subject ?? '',
      'app.browser_hash': browserHashes(ctx).join(','),
      'app.phone_hash': (rows.phoneHashes ?? []).join(','),
      ...(rows.deletion && { 'app.deletion_id': rows.deletion }),
      ...(rows.limitKeys && { 'app.limit_keys': rows.limitKeys.join(' ') }),
      role: roles[ctx.actor.kind],
    },
  }
}

/**
 * Does the work again when a row that it adds is there already: another transaction has added it since the work looked,
 * and now the work finds it.
 * @param table only rows of this table count.
 */
export async function retryDuplicate<T>(table: string, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (tries === mostTries || !isDuplicate(error, table)) throw error
    }
  }
}
const mostTries = 5

/**
 * Whether the database refused a row because a unique constraint has one already (SQLSTATE 23505, unique_violation).
 * @param table only a constraint of this table counts.
 */
export function isDuplicate(error: unknown, table?: string): boolean {
  const cause = error instanceof Error && !('code' in error) ? error.cause : error
  if (!(cause instanceof Error && 'code' in cause && cause.code === '23505')) return false
  return table === undefined || ('table' in cause && cause.table === table)
}
