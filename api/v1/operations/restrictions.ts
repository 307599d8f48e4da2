import { z } from 'zod'
import { endRestriction } from '#domain/restrictions/end-restriction.ts'
import { listRestrictions } from '#domain/restrictions/list-restrictions.ts'
import { putRestriction } from '#domain/restrictions/put-restriction.ts'
import { reportReads } from '#domain/restrictions/report-reads.ts'
import {
  liftingInput,
  remainingGrounds,
  restrictionInput,
  settingReasons,
} from '#domain/restrictions/schema.ts'
import { customerParams } from '../customer-params.ts'
import type { Operation } from '../operation.ts'
import { withAddress } from '../with-address.ts'

const fieldParams = customerParams.extend({
  field: z.string().describe('The id of the kind of data in the policy.'),
})
const restriction = z.object({
  field: z.string().describe('The kind of data.'),
  since: z.iso.datetime().describe('Since when its use is restricted.'),
  reason: z.enum(settingReasons).describe('Why.'),
  allowed: z.array(z.enum(remainingGrounds)).describe('The grounds on which it may be used all the same.'),
})
const phone = {
  field: 'phone',
  since: '2026-11-25T07:00:00.000Z',
  reason: 'customer-demanded',
  allowed: ['court', 'law'],
}

export const restrictionOperations: readonly Operation[] = [
  {
    id: 'listRestrictions',
    method: 'GET',
    path: '/customers/{ref}/restrictions',
    tag: 'Restrictions',
    summary: 'List a customer’s restricted data',
    description:
      'The kinds of data that the bank keeps and may not use, each with the grounds that remain: a court’s act, a duty by law, a contract, archives. What is not listed is not restricted.',
    verb: listRestrictions,
    params: customerParams,
    example: { params: { ref: 'C-1048' }, answer: { restrictions: [phone] } },
    status: 200,
    answer: z.object({ restrictions: z.array(restriction).describe('In the order of their ids.') }),
    handle: async (ctx) => ({ restrictions: await listRestrictions(ctx) }),
  },
  {
    id: 'putRestriction',
    method: 'PUT',
    path: '/customers/{ref}/restrictions/{field}',
    tag: 'Restrictions',
    summary: 'Restrict the use of data',
    description:
      'Restricts at once: the data are kept and stay visible to the customer, consents permit no use of them, and no other value is taken. The customer is told, and so are the systems. Saying the same again changes nothing; another reason or other grounds are 423 until it is lifted.',
    verb: putRestriction,
    params: fieldParams,
    body: restrictionInput,
    refusals: [423],
    example: {
      params: { ref: 'C-1048', field: 'phone' },
      body: { reason: 'customer-demanded', allowed: ['court', 'law'], evidence: 'BR-17/2026-118' },
      answer: phone,
    },
    status: 200,
    answer: restriction,
    handle: (ctx, { params, body }) =>
      putRestriction(ctx, withAddress(restrictionInput, body, { field: params.field })),
  },
  {
    id: 'endRestriction',
    method: 'DELETE',
    path: '/customers/{ref}/restrictions/{field}',
    tag: 'Restrictions',
    summary: 'Lift a restriction',
    description:
      'The data may be used again from now on. The customer is told, and so are the systems. It lifts what staff have set as well. Where nothing is restricted nothing changes.',
    verb: endRestriction,
    params: fieldParams,
    query: liftingInput,
    example: {
      params: { ref: 'C-1048', field: 'phone' },
      query: { reason: 'customer-asked', evidence: 'BR-17/2026-131' },
      answer: { liftedAt: '2026-12-01T07:00:00.000Z' },
    },
    status: 200,
    answer: z.object({
      liftedAt: z.iso.datetime().nullable().describe('When it was lifted; null where it was not restricted.'),
    }),
    handle: (ctx, { params, query }) => endRestriction(ctx, { ...query, field: params.field }),
  },
  {
    id: 'reportReads',
    method: 'POST',
    path: '/restrictions/reads',
    tag: 'Restrictions',
    summary: 'Report how often restricted data were read',
    description:
      'Every system that is told of restrictions reports each day what it read the day before, also that it read nothing. Customers see it: since when their data are unused, or by whom they were used and on which ground, and which systems have not reported. A report is sent as often as one likes; what was told stays, and another count for the same line is refused. All lines are taken or none.',
    verb: reportReads,
    body: reportReads.input,
    example: {
      body: {
        day: '2026-11-25',
        reads: [{ customer: 'C-1048', field: 'phone', purpose: 'legal-duties', ground: 'law', count: 2 }],
        complete: true,
      },
      answer: { added: 1, told: true },
    },
    status: 200,
    answer: z.object({
      added: z.int().describe('How many lines were new.'),
      told: z.boolean().describe('Whether the day counts as reported.'),
    }),
    handle: (ctx, { body }) => reportReads(ctx, body),
  },
]
