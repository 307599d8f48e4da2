import { randomUUIDv7 } from 'node:crypto'
import { findRecipient } from '#catalogue/find.ts'
import { catalogue } from '#catalogue/load.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { record } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import { DomainError } from '../errors.ts'
import { parse } from '../parse.ts'
import { requirePermission, requireSubject } from '../permissions.ts'
import { change } from '../transaction.ts'
import { faultsOf } from './rules.ts'
import { recordDisclosuresInput } from './schema.ts'

/**
 * Writes down what recipients were told about the customer, up to 1,000 at once: all of them or none.
 * @returns how many were recorded.
 * @throws DomainError `invalid`, each fault naming its line.
 */
export async function recordDisclosures(ctx: Ctx, input: unknown): Promise<{ recorded: number }> {
  requirePermission(ctx, 'disclosures:record')
  const { disclosures: lines } = parse(recordDisclosuresInput, input)
  const customerId = requireSubject(ctx)
  const known = catalogue()
  const issues = faultsOf(known, lines, ctx.now)
  if (issues.length > 0) throw new DomainError('invalid', { issues })
  const rows = lines.map(({ recipient, purpose, basis, fields, disclosedAt }) => {
    const usual = findRecipient(known, recipient)
    return {
      customerId,
      id: randomUUIDv7(),
      recipient,
      purpose: purpose ?? usual.purpose,
      basis: basis ?? usual.basis,
      fields: [...new Set(fields)],
      disclosedAt,
      recordedAt: ctx.now,
    }
  })
  await change(ctx, async (tx) => {
    await tx.insert(disclosures).values(rows)
    await record(ctx, tx, { action: 'disclosures.recorded', detail: { count: rows.length } })
  })
  return { recorded: rows.length }
}
