import { eq } from 'drizzle-orm'
import { cases } from '#db/schema/cases.ts'
import { readCaseNumber } from '../cases/case-number.ts'
import { type Ctx, handedOut } from '../context.ts'
import { invalid, notFound } from '../errors.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { atDeskInput } from './schema.ts'

/**
 * The desk's context for one complaint. The subject comes from the complaint's own row, found by its number as people
 * write it.
 * @throws DomainError `not-found`, `invalid`
 */
export const atDesk = verb(
  'complaints:answer',
  atDeskInput,
  async (ctx, { reference }): Promise<{ ctx: Ctx & { subject: string }; caseId: string }> => {
    const number = readCaseNumber(reference, ctx.now)
    if (!number) throw invalid('reference', 'complaint.unknown')
    const [row] = await read(ctx, (tx) =>
      tx
        .select({ subject: cases.customerId, caseId: cases.id })
        .from(cases)
        .where(eq(cases.reference, number)),
    )
    if (!row) throw notFound()
    return { ctx: { ...handedOut<Ctx>(ctx), subject: row.subject }, caseId: row.caseId }
  },
)
