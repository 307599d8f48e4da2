import { randomUUIDv7 } from 'node:crypto'
import { and, asc, eq, notExists, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { systems } from '#db/schema/systems.ts'
import { tasks } from '#db/schema/tasks.ts'
import { requireSubject } from '../access.ts'
import type { FoundCase } from '../cases/find-case.ts'
import type { Ctx, CtxBy } from '../context.ts'
import { emit } from '../emit.ts'
import { conflict, locked } from '../errors.ts'
import { record } from '../record.ts'
import { isDuplicate } from '../transaction.ts'
import { isAskedFor } from './asked-systems.ts'
import type { OpenedTask } from './schema.ts'

/**
 * Opens a task at each of the bank's own systems that answers tasks and has none of this request yet, with its audit row and
 * an event for each. Holdings do not say which system has them, so it goes to all of them.
 * @param fields the kinds of data that it is about.
 * @throws DomainError `locked` where no system answers tasks, and where all have theirs; `conflict` when a colleague was first
 */
export async function writeTasks(
  ctx: CtxBy<'staff'>,
  tx: Tx,
  { row: { id: caseId, reference }, owedUntil }: FoundCase,
  fields: readonly [string, ...string[]],
): Promise<OpenedTask[]> {
  const customerId = requireSubject(ctx)
  const found = await answeringSystems(ctx, tx, caseId)
  if (found.length === 0) throw locked('task.no-system')
  const opened = found
    .filter(({ isAsked }) => !isAsked)
    .map(({ systemId }) => ({ id: randomUUIDv7(), systemId }))
  const [first, ...more] = opened
  if (!first) throw locked('task.opened-already')
  const { staffId: openedBy } = ctx.actor
  const same = { customerId, caseId, fields: [...fields], openedAt: ctx.now, openedBy, dueOn: owedUntil }
  await tx
    .insert(tasks)
    .values(opened.map((one) => ({ ...one, ...same })))
    .catch((error: unknown) => {
      throw isDuplicate(error) ? conflict() : error
    })
  const detail = { reference, systems: opened.length }
  await record(ctx, tx, { action: 'request.tasked', objectId: caseId, detail })
  await emit(ctx, tx, 'task.opened', first.id, ...more.map(({ id }) => id))
  return opened
}

/** The bank's own systems with a valid key that answers tasks, each with whether it was asked about this request before. */
function answeringSystems(ctx: Ctx, tx: Tx, caseId: string) {
  const unasked = notExists(
    tx
      .select({ one: sql`1` })
      .from(tasks)
      .where(
        and(
          eq(tasks.customerId, requireSubject(ctx)),
          eq(tasks.caseId, caseId),
          eq(tasks.systemId, systems.id),
        ),
      ),
  )
  return tx
    .select({ systemId: systems.id, isAsked: sql<boolean>`not ${unasked}` })
    .from(systems)
    .where(isAskedFor(ctx, tx, 'tasks:answer'))
    .orderBy(asc(systems.id))
}
