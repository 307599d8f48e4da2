import { dismissedSuggestions } from '#db/schema/overview.ts'
import { requireSubject } from '../access.ts'
import { takeTry } from '../limits.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { dismissInput, type SuggestionId } from './schema.ts'

const dismissLimit = { name: 'suggestion-dismiss', max: 60, seconds: 60 * 60 }

/**
 * Hides a suggestion from the customer's overview for good. Hiding it again changes nothing.
 * @throws DomainError `invalid`, `too-many`
 */
export const dismissSuggestion = verb(
  'overview:dismiss',
  dismissInput,
  async (ctx, { suggestion }): Promise<{ suggestion: SuggestionId }> => {
    await takeTry(ctx, [{ limit: dismissLimit, who: requireSubject(ctx) }])
    await change(ctx, async (tx) => {
      await tx
        .insert(dismissedSuggestions)
        .values({ customerId: requireSubject(ctx), suggestion, dismissedAt: ctx.now })
        .onConflictDoNothing()
      await record(ctx, tx, { action: 'suggestion.dismissed', detail: { suggestion } })
    })
    return { suggestion }
  },
)
