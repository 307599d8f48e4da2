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
  const { customerId, field, kind, reason, allowed, evidence, latest } = step
  const own = { ...ctx, subject: customerId }
  const id = randomUUIDv7()
  const { actor, now: at } = ctx
  await lockRestrictions(tx, [customerId], 'restriction')
  await tx.insert(restrictions).values({
    ...{ customerId, id, field, kind, reason, allowed, at },
    number: (latest?.number ?? 0) + 1,
    evidenceSealed: seal(await customerKey(own, tx), evidence, evidencePlace(id)),
    actorKind: actor.kind,
    actorId: actor.kind === 'staff' ? actor.staffId : actor.systemId,
  })
  const { action, notice } = told[kind]
  await record(own, tx, { action, objectId: id, detail: { field, reason } })
  await emit(own, tx, action, id)
  await queueNotice(own, tx, notice)
}

/** What binds a row's evidence to the row. */
export const evidencePlace = (id: string): string => `restrictions:${id}:evidence`

/** The fault of a field that the catalogue does not know. */
export const fieldFaults = (_: unknown, { field }: WellFormed<{ field: string }>): Issue[] =>
  field === undefined || allFields(catalogue()).some(({ id }) => id === field)
    ? []
    : [{ path: 'field', key: 'holding.unknown-field' }]
