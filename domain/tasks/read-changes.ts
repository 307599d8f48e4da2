import type { KeyObject } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { systems } from '#db/schema/systems.ts'
import { caseChanges, tasks } from '#db/schema/tasks.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { masked } from '../mask-in-view.ts'
import { fieldOfRow } from '../policies/field-of-row.ts'
import { restrictedFields } from '../restricted-fields.ts'
import type { ChangeView } from './schema.ts'

/** What a value of a change is sealed to. */
export const changeSeal = (taskId: string, field: string, at: 'before' | 'after'): string =>
  `case_changes:${taskId} ${field}:${at}`

/**
 * What a request of the subject has changed, each with what stood before and since. A system that had the value already has
 * changed nothing.
 * @param shown masked as on the page of the data, or whole for the customer's own copy.
 */
export async function readChanges(
  ctx: Ctx,
  tx: Tx,
  key: KeyObject,
  caseId: string,
  shown: 'masked' | 'whole',
): Promise<ChangeView[]> {
  const customerId = requireSubject(ctx)
  const rows = await tx
    .select({ change: caseChanges, system: systems.name })
    .from(caseChanges)
    .innerJoin(tasks, and(eq(tasks.customerId, caseChanges.customerId), eq(tasks.id, caseChanges.taskId)))
    .innerJoin(systems, eq(systems.id, tasks.systemId))
    .where(and(eq(caseChanges.customerId, customerId), eq(caseChanges.caseId, caseId)))
    .orderBy(asc(caseChanges.at), asc(caseChanges.taskId))
  if (rows.length === 0) return []
  const restricted = await restrictedFields(tx, customerId)
  const views: ChangeView[] = []
  for (const { change, system } of rows) {
    const { before, after } = openChange(key, change)
    if (before === after) continue
    const { field: id, at } = change
    const field = await fieldOfRow(tx, id, at)
    const as = (value: string) =>
      shown === 'whole' ? value : masked(ctx, field ?? { id, mask: 'hidden' }, restricted, value)
    const title = field?.title[ctx.locale] ?? null
    const values = { before: before === null ? null : as(before), after: as(after) }
    views.push({ field: { id, title }, system: system[ctx.locale], at, ...values })
  }
  return views
}

/** A change with its values opened. */
export function openChange(
  key: KeyObject,
  { taskId, field, beforeSealed, afterSealed }: typeof caseChanges.$inferSelect,
): { before: string | null; after: string } {
  return {
    before: beforeSealed && openText(key, beforeSealed, changeSeal(taskId, field, 'before')),
    after: openText(key, afterSealed, changeSeal(taskId, field, 'after')),
  }
}
