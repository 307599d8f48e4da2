import type { Tx } from '#db/client.ts'
import { requireSubject } from '../access.ts'
import type { FoundCase } from '../cases/find-case.ts'
import type { Ctx } from '../context.ts'
import { invalid } from '../errors.ts'
import { restrictedFields } from '../restricted-fields.ts'
import type { Outcome } from './schema.ts'

/**
 * A request for restriction is fulfilled by what is so: each kind of data of which the answer says that is restricted by
 * then. An outcome for all of the request is about the kind of data that the request names.
 * @throws DomainError `invalid` on `outcomes` with the number of those that are not restricted
 */
export async function requireRestricted(
  ctx: Ctx,
  tx: Tx,
  { row }: FoundCase,
  outcomes: readonly Outcome[],
): Promise<void> {
  if (row.kind !== 'restriction') return
  const said = outcomes.filter(({ outcome }) => outcome === 'fulfilled')
  if (said.length === 0) return
  const restricted = await restrictedFields(tx, requireSubject(ctx))
  const named = row.aboutKind === 'field' ? row.aboutId : null
  const missing = said.filter(({ field }) => !restricted.has(field ?? named ?? ''))
  if (missing.length > 0) throw invalid('outcomes', 'request.not-restricted', { count: missing.length })
}
