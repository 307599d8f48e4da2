import { eq } from 'drizzle-orm'
import { type CaseType, caseTypes } from '#db/schema/case-codes.ts'
import { cases } from '#db/schema/cases.ts'
import { readCaseNumber } from '../cases/case-number.ts'
import { type Ctx, handedOut } from '../context.ts'
import { invalid, notFound } from '../errors.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { atDeskInput } from './schema.ts'

/** The context of the desk for one case. */
export interface AtDesk {
  ctx: Ctx & { subject: string }
  caseId: string
  type: CaseType
}

/**
 * The desk's context for one case. The subject comes from the case's own row, found by its number as people
 * write it.
 * @throws DomainError `not-found`, `invalid`
 */
export const atDesk = verb('cases:answer', atDeskInput, async (ctx, { reference }): Promise<AtDesk> => {
  const numbers = caseTypes.flatMap((type) => readCaseNumber(type, reference, ctx.now) ?? [])
  const [number] = numbers
  if (!number) throw invalid('reference', 'complaint.unknown')
  const [row] = await read(ctx, (tx) =>
    tx
      .select({ subject: cases.customerId, caseId: cases.id, type: cases.type })
      .from(cases)
      .where(eq(cases.reference, number)),
  )
  if (!row) throw notFound()
  const { subject, ...found } = row
  return { ctx: { ...handedOut<Ctx>(ctx), subject }, ...found }
})
