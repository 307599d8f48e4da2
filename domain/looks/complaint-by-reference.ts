import { and, desc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { caseSteps, cases } from '#db/schema/cases.ts'
import { readCaseNumber } from '../cases/case-number.ts'
import { groupOf } from '../cases/rules.ts'
import type { Ctx } from '../context.ts'

/** A complaint that staff named by its number. A look can be asked for only while it is open. */
export interface NamedComplaint {
  /** Its full number. */
  reference: string
  customerId: string
  caseId: string
  open: boolean
}

/** The complaint with that number as people write it, of any customer; null when there is none. */
export async function complaintByReference(
  { now }: Ctx,
  tx: Tx,
  typed: string,
): Promise<NamedComplaint | null> {
  const reference = readCaseNumber('complaint', typed, now)
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
    reference,
    customerId: row.customerId,
    caseId: row.id,
    open: groupOf(row.state) === 'open',
  }
}
