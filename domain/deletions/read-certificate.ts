import { and, asc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { certificateLines, certificates } from '#db/schema/deletions.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'

/** The certificate of a request for deletion with its lines in their order; null before it was carried out. */
export async function readCertificate(ctx: Ctx, tx: Tx, caseId: string) {
  const customerId = requireSubject(ctx)
  const [[row], lines] = await Promise.all([
    tx
      .select()
      .from(certificates)
      .where(and(eq(certificates.customerId, customerId), eq(certificates.caseId, caseId))),
    tx
      .select()
      .from(certificateLines)
      .where(and(eq(certificateLines.customerId, customerId), eq(certificateLines.caseId, caseId)))
      .orderBy(asc(certificateLines.number)),
  ])
  return row ? { ...row, lines } : null
}
