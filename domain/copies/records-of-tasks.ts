import { z } from 'zod'
import { taskOutcomes } from '#db/schema/tasks.ts'
import { day, moment, termed, text } from './record-fields.ts'

/** What of a request its systems did. */
export const requestTasks = {
  systems: z
    .array(
      z.object({
        system: text,
        openedAt: moment,
        dueOn: day.nullable(),
        fields: z.array(
          z.object({
            field: termed,
            outcome: z.enum(taskOutcomes).nullable().describe('Null while the system has not answered.'),
            at: moment.nullable(),
            reason: z.object({ title: text, citation: text }).nullable(),
          }),
        ),
      }),
    )
    .describe('The bank’s systems that it was sent to, and what each has done.'),
  changes: z
    .array(
      z.object({
        field: termed,
        system: text,
        at: moment,
        before: text.nullable().describe('Null where nothing stood before.'),
        after: text,
      }),
    )
    .describe('The values that it has changed.'),
}
