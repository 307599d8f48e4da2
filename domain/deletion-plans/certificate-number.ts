import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { certificates } from '#db/schema/deletions.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'

/** The number of the certificate that a request for deletion ended with; null before it was carried out. */
export async function certificateNumber(ctx: Ctx, tx: Tx, caseId: string): Promise<string | null> {
  const own = and(eq(certificates.customerId, requireSubject(ctx)), eq(certificates.caseId, caseId))
  const [row] = await tx.select({ reference: certificates.reference }).from(certificates).where(own)
  return row?.reference ?? null
}
