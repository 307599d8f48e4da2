import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '#db/client.ts'
import { restrictions } from '#db/schema/restrictions.ts'
import { allFields } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { CtxBy } from '../context.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { emit } from '../emit.ts'
import type { Issue } from '../errors.ts'
import { queueNotice } from '../messages/queue-notice.ts'
import type { WellFormed } from '../parse.ts'
import { record } from '../record.ts'
import { lockRestrictions, type RestrictionRow } from '../restricted-fields.ts'

/** What is to be written about a field, after the row that is its latest. */
type Step = Pick<RestrictionRow, 'customerId' | 'field' | 'kind' | 'reason' | 'allowed'> & {
  evidence: string
  latest: RestrictionRow | undefined
}

const told = {
  set: { action: 'restriction.set', notice: 'field-restricted' },
  lifted: { action: 'restriction.lifted', notice: 'restriction-lifted' },
} as const

/**
 * Restricts a field or lifts its restriction: it holds from now on, the log says so, the systems are told and so is the
 * customer.
 * @throws DomainError `not-found` when the customer's key was destroyed
 */
export async function writeRestriction(ctx: CtxBy<'staff' | 'system'>, tx: Tx, step: Step): Promise<void> {
  await lockRestrictions(tx, [step.customerId], 'restriction')
  await writeRestrictions(ctx, tx, step.kind, [step])
  await queueNotice({ ...ctx, subject: step.customerId }, tx, told[step.kind].notice)
}

/**
 * The same of several fields of a customer, under the lock that the caller has taken; the caller tells the customer.
 * @throws DomainError `not-found` when the customer's key was destroyed
 */
export async function writeRestrictions(
  ctx: CtxBy<'staff' | 'system'>,
  tx: Tx,
  kind: Step['kind'],
  steps: readonly [Step, ...Step[]],
): Promise<void> {
  const own = { ...ctx, subject: steps[0].customerId }
  const { actor, now: at } = ctx
  const key = await customerKey(own, tx)
  const rowOf = ({ customerId, field, reason, allowed, evidence, latest }: Step) => {
    const id = randomUUIDv7()
    return {
      ...{ customerId, id, field, kind, reason, allowed, at },
      number: (latest?.number ?? 0) + 1,
      evidenceSealed: seal(key, evidence, evidencePlace(id)),
      actorKind: actor.kind,
      actorId: actor.kind === 'staff' ? actor.staffId : actor.systemId,
    }
  }
  const [first, ...more] = [rowOf(steps[0]), ...steps.slice(1).map(rowOf)] as const
  await tx.insert(restrictions).values([first, ...more])
  const { action } = told[kind]
  const entry = ({ id, field, reason }: typeof first) => ({ action, objectId: id, detail: { field, reason } })
  await record(own, tx, entry(first), ...more.map(entry))
  await emit(own, tx, action, first.id, ...more.map(({ id }) => id))
}

/** What binds a row's evidence to the row. */
export const evidencePlace = (id: string): string => `restrictions:${id}:evidence`

/** The fault of a field that the catalogue does not know. */
export const fieldFaults = (_: unknown, { field }: WellFormed<{ field: string }>): Issue[] =>
  field === undefined || allFields(catalogue()).some(({ id }) => id === field)
    ? []
    : [{ path: 'field', key: 'holding.unknown-field' }]
