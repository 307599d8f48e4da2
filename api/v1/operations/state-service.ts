import { z } from 'zod'
import { askStateConsent } from '#domain/state-service/ask-state-consent.ts'
import { stateServiceOf } from '#gateways/state-service.ts'
import { services } from '#services'
import { customerParams } from '../customer-params.ts'
import type { Operation } from '../operation.ts'

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
    verb: askStateConsent,
    params: customerParams,
    body: askStateConsent.input,
    refusals: [423],
    status: 200,
    answer: z.object({
      consent: z.string().describe('The consent, as asked.'),
      state: z
        .enum(['given', 'not-given', 'unreachable'])
        .describe('What the state service says; `unreachable` when it did not answer.'),
      since: z.iso
        .datetime({ offset: true })
        .nullable()
        .describe('Since when it is given there; null where it says nothing.'),
      until: z.iso
        .datetime({ offset: true })
        .nullable()
        .describe('Until when it is given there; null without an end.'),
    }),
    example: {
      params: { ref: 'C-1048' },
      body: { consent: 'credit-bureau' },
      answer: { consent: 'credit-bureau', state: 'given', since: '2026-02-01T09:00:00+05:00', until: null },
    },
    handle: async (ctx, { body }) => askStateConsent(ctx, body, stateServiceOf((await services()).config)),
  },
]
