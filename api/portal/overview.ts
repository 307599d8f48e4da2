import { type } from '@orpc/server'
import { dismissSuggestion } from '#domain/overview/dismiss-suggestion.ts'
import type { SuggestionId } from '#domain/overview/schema.ts'
import { procedure } from './procedure.ts'

export const overview = {
  dismiss: procedure
    .input(type<{ suggestion: SuggestionId }>())
    .handler(({ context, input }) => dismissSuggestion(context.ctx, input)),
}
