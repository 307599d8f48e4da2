import type { Tx } from '#db/client.ts'
import type { CtxBy } from '../context.ts'
import { latestRestrictions } from '../restricted-fields.ts'
import { writeRestrictions } from '../restrictions/write-restriction.ts'
import { groundsLeft, type Line } from './rules.ts'

/**
 * Restricts what a deletion leaves, but for what is restricted already: it may be used on the grounds that keep it and on no
 * other (Digital Code, art. 41). Of what it erases nothing is left to restrict, so a restriction is lifted and what the
 * customer gives later is taken. The answer to the request tells the customer.
 * @param evidence the number of the request
 */
export async function restrictKept(
  ctx: CtxBy<'staff'> & { subject: string },
  tx: Tx,
  lines: readonly Line[],
  evidence: string,
): Promise<void> {
  const { subject: customerId } = ctx
  const latest = await latestRestrictions(tx, customerId)
  const [first, ...more] = lines
    .filter(({ fate, field }) => fate !== 'erased' && latest.get(field)?.kind !== 'set')
    .map((line) => ({
      ...{ customerId, field: line.field, kind: 'set' as const, reason: 'customer-demanded' as const },
      ...{ allowed: groundsLeft(line), evidence, latest: latest.get(line.field) },
    }))
  if (first) await writeRestrictions(ctx, tx, 'set', [first, ...more])
  const [lifted, ...moreLifted] = lines
    .filter(({ fate, field }) => fate === 'erased' && latest.get(field)?.kind === 'set')
    .map(({ field }) => ({
      ...{ customerId, field, kind: 'lifted' as const, reason: 'erased' as const },
      ...{ allowed: [], evidence, latest: latest.get(field) },
    }))
  if (lifted) await writeRestrictions(ctx, tx, 'lifted', [lifted, ...moreLifted])
}
