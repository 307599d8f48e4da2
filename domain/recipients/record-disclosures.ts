import { catalogue } from '#catalogue/load.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { record } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import { DomainError } from '../errors.ts'
import { parse } from '../parse.ts'
import { requirePermission, requireSubject } from '../permissions.ts'
import { change } from '../transaction.ts'
import { newDisclosure } from './new-disclosure.ts'
import { faultsOf } from './rules.ts'
import { recordDisclosuresInput } from './schema.ts'

/**
 * Writes down what recipients were told about the customer, up to 1,000 at once: all of them or none. What was
 * written down before, by its own id or by its content, is not written twice.
 * @returns how many were new.
 * @throws DomainError `invalid`, each fault naming its line.
 */
export async function recordDisclosures(ctx: Ctx, input: unknown): Promise<{ recorded: number }> {
  requirePermission(ctx, 'disclosures:record')
  const { disclosures: lines } = parse(recordDisclosuresInput, input)
  const customerId = requireSubject(ctx)
  const known = catalogue()
  const issues = faultsOf(known, lines, ctx.now)
  if (issues.length > 0) throw new DomainError('invalid', { issues })
  const rows = lines.map((line) => newDisclosure(ctx, known, customerId, line))
  return change(ctx, async (tx) => {
    const added = await tx
      .insert(disclosures)
      .values(rows)
      .onConflictDoNothing()
      .returning({ id: disclosures.id })
    await record(ctx, tx, { action: 'disclosures.recorded', detail: { count: added.length } })
    return { recorded: added.length }
  })
}
