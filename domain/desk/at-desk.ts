import { eq } from 'drizzle-orm'
import { complaints } from '#db/schema/complaints.ts'
import { type Ctx, handedOut } from '../context.ts'
import { notFound } from '../errors.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { atDeskInput } from './schema.ts'

/**
 * The desk's context for one complaint. The subject comes from the complaint's own row, found by its number.
 * @throws DomainError `not-found`, `invalid`
 */
export const atDesk = verb(
  'complaints:answer',
  atDeskInput,
  async (ctx, { reference }): Promise<{ ctx: Ctx & { subject: string }; complaintId: string }> => {
    const [row] = await read(ctx, (tx) =>
      tx
        .select({ subject: complaints.customerId, complaintId: complaints.id })
        .from(complaints)
        .where(eq(complaints.reference, reference)),
    )
    if (!row) throw notFound()
    return { ctx: { ...handedOut<Ctx>(ctx), subject: row.subject }, complaintId: row.complaintId }
  },
)
