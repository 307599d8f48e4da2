import type { SystemView } from '#domain/systems/schema.ts'
import type { Say } from '#i18n/translator.ts'

/** The types of events and the consents that a subscription can choose, in words. */
export const subscriptionChoices = ({ choices }: SystemView, event: Say<'events'>) => ({
  types: choices.types.map((value) => ({ value, text: event(value) })),
  consents: choices.consents.map(({ id, title }) => ({ value: id, text: title })),
})

/** The words of the form that adds or changes a subscription. */
export const subscriptionWords = (say: Say<'systems'>, { partner }: SystemView, act: string) => ({
  url: say('subscribe.url'),
  urlHint: say('subscribe.url-hint'),
  types: say('subscribe.types'),
  consents: say('subscribe.consents'),
  consentsHint: say(partner ? 'subscribe.consents-hint-partner' : 'subscribe.consents-hint'),
  act,
  shown: say('secret.secret'),
  hint: say('secret.hint'),
})
