import { z } from 'zod'
import { putHoldings } from '#domain/holdings/put-holdings.ts'
import { putObligation } from '#domain/holdings/put-obligation.ts'
import { obligationInput } from '#domain/holdings/schema.ts'
import { customerParams } from '../customer-params.ts'
import type { Operation } from '../operation.ts'
import { withAddress } from '../with-address.ts'

export const holdingOperations: readonly Operation[] = [
  {
    id: 'putHoldings',
    method: 'PUT',
    path: '/customers/{ref}/holdings',
    tag: 'Holdings',
    summary: 'Say what the bank holds',
    description:
      'Up to 200 fields of the catalogue at once, with their values: new ones are added, known ones replaced, fields that are not named stay as they are. The IIN and the phone must be those the customer is registered with. A value whose use is restricted can be sent again, but not changed. A value that was erased at the customer’s request is taken again only with an `obtainedAt` after that; another one is, unless its `obtainedAt` is before. All of them are taken or none.',
    verb: putHoldings,
    params: customerParams,
    body: putHoldings.input,
    example: {
      params: { ref: 'C-1048' },
      body: {
        holdings: [
          { field: 'full-name', value: 'Үлгіова Гүлсім', obtainedVia: 'branch' },
          {
            field: 'email',
            value: 'gulsim@example.kz',
            obtainedAt: '2026-11-20T12:00:00+05:00',
            obtainedVia: 'app',
          },
        ],
      },
      answer: { count: 2 },
    },
    status: 200,
    answer: z.object({ count: z.int().describe('How many fields were taken.') }),
    handle: (ctx, { body }) => putHoldings(ctx, body),
  },
  {
    id: 'putObligation',
    method: 'PUT',
    path: '/customers/{ref}/obligations/{id}',
    tag: 'Holdings',
    summary: 'Say which contract is open',
    description:
      'Tells of a contract whose open obligation forbids withdrawing a consent (Law 94-V, art. 8(2)), or of its end: with the same id and `closedOn`. Saying the same again changes nothing; another kind, contract or first day under the same id is refused.',
    verb: putObligation,
    params: customerParams.extend({
      id: z.uuid().describe('Names the obligation from its first report on; chosen by the system.'),
    }),
    body: obligationInput,
    example: {
      params: { ref: 'C-1048', id: '0199aa00-0000-7000-8000-000000000512' },
      body: { kind: 'loan', contract: 'KZ-2024/118', openedOn: '2024-03-05', closedOn: null },
      answer: { id: '0199aa00-0000-7000-8000-000000000512' },
    },
    status: 200,
    answer: z.object({ id: z.uuid().describe('The id of the address.') }),
    handle: (ctx, { params, body }) =>
      putObligation(ctx, withAddress(obligationInput, body, { id: params.id })),
  },
]
