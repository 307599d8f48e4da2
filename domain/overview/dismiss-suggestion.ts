import { dismissedSuggestions } from '#db/schema/overview.ts'
import { requirePermission, requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { parse } from '../parse.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { dismissInput, type SuggestionId } from './schema.ts'

/**
 * Keeps a suggestion from the customer's overview for good. Dismissing it again changes nothing.
 * @throws DomainError `invalid`
 */
export async function dismissSuggestion(ctx: Ctx, input: unknown): Promise<{ suggestion: SuggestionId }> {
  requirePermission(ctx, 'overview:dismiss')
  const { suggestion } = parse(dismissInput, input)
  await change(ctx, async (tx) => {
    await tx
      .insert(dismissedSuggestions)
      .values({ customerId: requireSubject(ctx), suggestion, dismissedAt: ctx.now })
      .onConflictDoNothing()
    await record(ctx, tx, { action: 'suggestion.dismissed', detail: { suggestion } })
  })
  return { suggestion }
}
