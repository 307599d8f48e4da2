import { z } from 'zod'

export const receiveRecordsInput = z.strictObject({
  id: z.uuid('task.unknown'),
  after: z.coerce
    .number('records.after-number')
    .int('records.after-number')
    .min(0, 'records.after-number')
    .default(0)
    .describe(
      'How many lines have come before, as the task says: sending goes on with the next one. Without it the records are sent from the first one, and what came before is dropped.',
    ),
})
