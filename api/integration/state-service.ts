import { z } from 'zod'
import { askStateConsent, askStateConsentInput } from '#domain/systems/ask-state-consent.ts'
import { stateServiceOf } from '#jobs/state-service-client.ts'
import { services } from '#services'
import type { Operation } from './operation.ts'

export const stateServiceOperations: Operation[] = [
  {
    id: 'askStateConsent',
    method: 'POST',
    path: '/customers/{ref}/state-consents',
    tag: 'State service',
    summary: 'Ask the state service about a consent',
    description:
      'Asks the state service of control of access to personal data whether the customer gave a consent there. ' +
      'The answer is passed on and not kept; what holds at the bank is what `POST /consents/check` says. ' +
      '`unreachable` says that the service did not answer, so nothing is known.',
    scope: 'state-service:ask',
    params: z.strictObject({ ref: z.string() }),
    body: askStateConsentInput,
    status: 200,
    answer: z.strictObject({
      consent: z.string(),
      state: z.enum(['given', 'not-given', 'unreachable']),
      since: z.iso.datetime({ offset: true }).nullable(),
      until: z.iso.datetime({ offset: true }).nullable(),
    }),
    handle: async (ctx, { body }) => askStateConsent(ctx, body, stateServiceOf((await services()).config)),
  },
]
