import { pushBody, testBody } from '#domain/events/schema.ts'
import { jsonSchema } from './json-schema.ts'

const id = '0199aa00-0000-7000-8000-0000000000'
const at = '2026-11-20T07:00:00.000Z'

/** What the portal sends to receivers, for the document (Standard Webhooks 1.0). */
export const webhooks = {
  event: {
    post: {
      operationId: 'receiveEvent',
      tags: ['Deliveries'],
      summary: 'An event that a subscription wants',
      description:
        'Signed with `webhook-id`, `webhook-timestamp` and `webhook-signature`. A 2xx takes it; `{"status":"applied"}` in the answer says that the decision is carried out as well. Without a 2xx it is sent again for three days, under the same id; 410 ends the subscription. Events about one consent of one customer, one restricted field, one complaint or one look come in their order, others in none.',
      security: [],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: jsonSchema(pushBody, 'output'),
            example: {
              type: 'consent.decided',
              timestamp: at,
              data: {
                ...{ id: `${id}42`, type: 'consent.decided', at, position: 42, customer: 'C-1048' },
                data: {
                  ...{ decision: `${id}01`, consent: 'marketing-sms', outcome: 'withdrawn' },
                  ...{ decidedAt: at, expiresAt: null, channel: 'portal', locale: 'kk', policyVersion: 3 },
                },
                delivery: `${id}77`,
              },
            },
          },
        },
      },
      responses: {
        200: { description: 'Taken; carried out, when the answer says so.' },
        202: { description: 'Taken, to be confirmed later.' },
        410: { description: 'Nothing more is to be sent here.' },
      },
    },
  },
  test: {
    post: {
      operationId: 'receiveTestEvent',
      tags: ['Deliveries'],
      summary: 'The test event by which a subscription goes live',
      description:
        'Signed like any event and about no customer. An administrator sends it; a 2xx makes the draft live.',
      security: [],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: jsonSchema(testBody, 'output'),
            example: {
              type: 'subscription.tested',
              timestamp: at,
              data: { type: 'subscription.tested', at, subscription: `${id}55`, delivery: `${id}78` },
            },
          },
        },
      },
      responses: { 204: { description: 'The signature is right.' } },
    },
  },
}
