import { dismissSuggestion } from '#domain/overview/dismiss-suggestion.ts'
import { asIs, expose } from './procedure.ts'

export const overview = { dismiss: expose(dismissSuggestion, asIs) }
