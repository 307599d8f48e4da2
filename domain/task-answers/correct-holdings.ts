import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { holdings } from '#db/schema/holdings.ts'
import { caseChanges } from '#db/schema/tasks.ts'
import type { CaseRow } from '../cases/find-case.ts'
import type { CtxBy } from '../context.ts'
import { openText, seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { findKeyedCustomer } from '../customers/known-customers.ts'
import { type Issue, refuseIfAny } from '../errors.ts'
import { identityFault } from '../holdings/holding-faults.ts'
import { planHoldings } from '../holdings/plan-holdings.ts'
import type { HoldingInput } from '../holdings/schema.ts'
import { record } from '../record.ts'
import { lockRestrictions } from '../restricted-fields.ts'
import { changeSeal } from '../tasks/read-changes.ts'
import type { TaskRow } from '../tasks/system-task.ts'
import type { TaskAnswer } from './schema.ts'

/** A value that a system says to stand now, by its place in the call. */
type Corrected = HoldingInput & { place: number }
type Ctx = CtxBy<'system'> & { subject: string }

/**
 * Holds the values that a system has corrected, and keeps what stood before. The bank has them from the customer since their
 * request.
 * @throws DomainError `invalid` for an IIN or a phone number that is not the registered one, and for a restricted field
 */
export async function correctHoldings(
  ctx: Ctx,
  tx: Tx,
  { id: taskId, caseId }: TaskRow,
  { reference, receivedAt }: CaseRow,
  answers: readonly (TaskAnswer & { place: number })[],
): Promise<void> {
  const customerId = ctx.subject
  const fields = answers.flatMap(({ outcome, field }) => (outcome === 'done' ? [field] : []))
  if (fields.length === 0) return
  await lockRestrictions(tx, [customerId], 'write')
  const [customer, key, rows] = await Promise.all([
    findKeyedCustomer(tx, customerId),
    customerKey(ctx, tx),
    tx
      .select()
      .from(holdings)
      .where(and(eq(holdings.customerId, customerId), inArray(holdings.field, fields))),
  ])
  const held = new Map(rows.map((row) => [row.field, row]))
  const wanted = answers.flatMap(({ field, value, place }): Corrected[] => {
    if (value === undefined) return []
    const quantity = held.get(field)?.quantity ?? undefined
    return [{ field, value, quantity, obtainedVia: 'app', obtainedAt: receivedAt, place }]
  })
  const at = (place: number, { path, key: sentence }: Issue) => ({
    path: `answers.${place}.${path}`,
    key: sentence,
  })
  refuseIfAny(
    wanted.flatMap((one) => {
      const fault = identityFault(ctx.keys, customer, one)
      return fault ? [at(one.place, fault)] : []
    }),
  )
  const before = (field: string) => {
    const row = held.get(field)
    return row ? openText(key, row.valueSealed, `holdings:${row.id}:value`) : null
  }
  const changes = wanted.map(({ field, value }) => ({ field, before: before(field), after: value }))
  const changed = changes.filter((one) => one.before !== one.after).map(({ field }) => field)
  // What a system had already keeps its time and its way.
  const lines = wanted.filter(({ field }) => changed.includes(field)).map((line) => ({ customer, line }))
  const plan = await planHoldings(ctx, tx, lines, new Map())
  refuseIfAny(plan.refused.map(({ line, issue }) => at(line.place, issue)))
  await plan.write(tx)
  await tx.insert(caseChanges).values(
    changes.map(({ field, before: stood, after }) => ({
      customerId,
      caseId,
      taskId,
      field,
      beforeSealed: stood === null ? null : seal(key, stood, changeSeal(taskId, field, 'before')),
      afterSealed: seal(key, after, changeSeal(taskId, field, 'after')),
      at: ctx.now,
    })),
  )
  const [first, ...more] = changed.map((field) => ({
    action: 'holding.corrected' as const,
    objectId: caseId,
    detail: { field, reference, system: ctx.actor.systemId },
  }))
  if (first) await record(ctx, tx, first, ...more)
}
