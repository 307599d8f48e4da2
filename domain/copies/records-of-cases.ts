import { z } from 'zod'
import { caseChannels, complaintKinds } from '#db/schema/case-codes.ts'
import { outcomes } from '#db/schema/case-outcomes.ts'
import { requestKinds } from '#policy/request-kinds.ts'
import { day, dpv, masked, moment, termed, text } from './record-fields.ts'
import { certificate } from './records-of-certificates.ts'
import { requestTasks } from './records-of-tasks.ts'

/** What complaints and requests have in common. */
const someCase = z.object({
  id: z.uuid(),
  reference: text,
  state: text,
  about: z.object({ kind: text, id: text }).nullable(),
  channel: z.enum(caseChannels).describe('How it reached the bank.'),
  receivedAt: moment.describe('Of one that did not come through the portal, the beginning of its day.'),
  dueOn: day.nullable().describe('Null while the calendar of working days does not reach it.'),
  answeredAt: moment.nullable(),
  messages: z.array(
    z.object({
      number: z.int(),
      kind: text,
      side: text,
      at: moment,
      staff: text.nullable(),
      dueOn: day.nullable(),
      text: text.nullable(),
      masked,
      files: z.array(
        z.object({
          name: text,
          path: text.nullable().describe('Its place in the archive; null for a file that opens for nobody.'),
          mediaType: text,
          bytes: z.int(),
        }),
      ),
      dpv: dpv.describe('The status that the step gives the case by DPV 2.3, and why the answer is delayed.'),
    }),
  ),
  dpv,
})
export const complaint = someCase.extend({ kind: z.enum(complaintKinds) })
export const request = someCase.extend({
  kind: z.enum(requestKinds),
  right: z.object({ title: text, citation: text }),
  outcomes: z
    .array(
      z.object({
        field: termed.nullable().describe('The kind of data; null for all of the request.'),
        outcome: z.enum(outcomes),
        reason: z.object({ title: text, citation: text }).nullable(),
      }),
    )
    .describe('What the bank did of each part.'),
  certificate,
  ...requestTasks,
})
