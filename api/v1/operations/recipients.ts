import { recordDisclosures } from '#domain/recipients/record-disclosures.ts'
import { recordedDisclosures } from '#domain/recipients/schema.ts'
import type { Operation } from '../operation.ts'

export const disclosureOperations: readonly Operation[] = [
  {
    id: 'recordDisclosures',
    method: 'POST',
    path: '/disclosures',
    tag: 'Disclosures',
    summary: 'Say who was told what',
    description:
      'Up to 1,000 lines, of any customers: to whom what was given, when, what for and on which ground. Purpose and ground default to the recipient’s in the policy of that time. Of a recipient that stands for many, such as payees or state bodies, `to` says who exactly and in which country; a person’s name is shown to the customer masked. All lines are taken or none, and each fault names its line. A disclosure that was said before, by its own `id` or in the same words, is not written twice; one with the `id` of another and other content is a fault of its line. Two that differ in `to` alone need an `id` each.',
    verb: recordDisclosures,
    body: recordDisclosures.input,
    example: {
      body: {
        disclosures: [
          {
            customer: 'C-1048',
            id: 'SMS-77120',
            recipient: 'unqaghaz',
            fields: ['phone'],
            disclosedAt: '2026-11-20T12:00:00+05:00',
          },
          {
            customer: 'C-1048',
            id: 'PAY-4410',
            recipient: 'payees-abroad',
            to: { name: 'Ankara Kitap A.Ş.', kind: 'organisation', country: 'TR' },
            fields: ['full-name', 'operations'],
            disclosedAt: '2026-11-20T12:04:00+05:00',
          },
        ],
      },
      answer: { recorded: 2, repeated: 0 },
    },
    status: 200,
    answer: recordedDisclosures,
    keepsAnswer: true,
    handle: (ctx, { body }) => recordDisclosures(ctx, body),
  },
]
