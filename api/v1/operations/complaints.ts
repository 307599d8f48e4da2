import { z } from 'zod'
import { enterComplaint } from '#domain/complaints/enter-complaint.ts'
import { customerParams } from '../customer-params.ts'
import type { Operation } from '../operation.ts'

const entered = z
  .object({ id: z.string(), reference: z.string(), dueOn: z.string().nullable(), late: z.boolean() })
  .transform(({ id: complaint, ...rest }) => ({ complaint, ...rest }))

export const complaintOperations: readonly Operation[] = [
  {
    id: 'enterComplaint',
    method: 'POST',
    path: '/customers/{ref}/complaints',
    tag: 'Complaints',
    summary: 'Enter a complaint that came outside the portal',
    description:
      'Registers a complaint that reached the bank by letter, by phone or at a branch. Its clock runs from the day of receipt, so it may be late at once. The customer is told its number and the last day for the answer by text message and e-mail, and follows it in the portal like any other. The same entry under the same `id` is registered once; another under that `id` is refused. A customer who is not registered is 404: register them first.',
    verb: enterComplaint,
    params: customerParams,
    body: enterComplaint.input,
    example: {
      params: { ref: 'C-1048' },
      body: {
        id: 'IN-2026/4471',
        channel: 'letter',
        receivedOn: '2026-11-16',
        about: { kind: 'consent', id: 'marketing-sms' },
        text: 'Бас тартқаннан кейін де жарнамалық SMS келіп жатыр.',
        locale: 'kk',
      },
      answer: {
        complaint: '0199aa00-0000-8000-8000-000000000417',
        reference: 'Ш-2026-00417',
        dueOn: '2026-12-16',
        late: false,
      },
    },
    status: 201,
    answer: z.object({
      complaint: z.uuid().describe('Its id, by which events name it.'),
      reference: z.string().describe('Its number, which the customer is told.'),
      dueOn: z.iso
        .date()
        .nullable()
        .describe(
          'The last day for the written answer, that day included; null while the calendar of working days does not reach it.',
        ),
      late: z.boolean().describe('Whether that day is past already.'),
    }),
    keepsAnswer: true,
    handle: (ctx, { body }) => enterComplaint(ctx, body),
    answerOf: (view) => entered.parse(view),
  },
]
