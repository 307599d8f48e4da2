import { desc, eq } from 'drizzle-orm'
import { messages } from '#db/schema/messages.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { type DueMessage, openMessage } from './open-message.ts'

/** The last forty messages the demo would have sent, newest first, for the demo's inbox page only. */
export const listDemoMessages = verb(
  'messages:read-demo',
  async (ctx): Promise<(DueMessage & { at: Date })[]> => {
    return read(ctx, async (tx) => {
      const rows = await tx
        .select()
        .from(messages)
        .where(eq(messages.state, 'sent'))
        .orderBy(desc(messages.createdAt), desc(messages.id))
        .limit(40)
      const opened = await Promise.all(
        rows.map(async (row) => {
          const message = await openMessage({ ...ctx, subject: row.customerId }, tx, row)
          return message ? [{ ...message, at: row.createdAt }] : []
        }),
      )
      return opened.flat()
    })
  },
)
