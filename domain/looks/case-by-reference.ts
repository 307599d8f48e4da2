import { and, desc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { type CaseType, caseTypes } from '#db/schema/case-codes.ts'
import { caseSteps, cases } from '#db/schema/cases.ts'
import { readCaseNumber } from '../cases/case-number.ts'
import { groupOf } from '../cases/rules.ts'
import type { Ctx } from '../context.ts'

/** A complaint or a request that staff named by its number. A look can be asked for only while it is open. */
export interface NamedCase {
  type: CaseType
  /** Its full number. */
  reference: string
  customerId: string
  caseId: string
  open: boolean
}

/** What kind of case a typed number is of; without its letter, a complaint's. Null where it is of none. */
export const typeOfNumber = ({ now }: Pick<Ctx, 'now'>, typed: string): CaseType | null =>
  caseTypes.find((type) => readCaseNumber(type, typed, now)) ?? null

/** The complaint or request with that number as people write it, of any customer; null when there is none. */
export async function caseByReference(ctx: Ctx, tx: Tx, typed: string): Promise<NamedCase | null> {
  const type = typeOfNumber(ctx, typed)
  const reference = type && readCaseNumber(type, typed, ctx.now)
  if (!reference) return null
  const [row] = await tx
    .select({ customerId: cases.customerId, id: cases.id, state: caseSteps.state })
    .from(cases)
    .innerJoin(caseSteps, and(eq(caseSteps.customerId, cases.customerId), eq(caseSteps.caseId, cases.id)))
    .where(eq(cases.reference, reference))
    .orderBy(desc(caseSteps.number))
    .limit(1)
  if (!row) return null
  return {
    type,
    reference,
    customerId: row.customerId,
    caseId: row.id,
    open: groupOf(row.state) === 'open',
  }
}
