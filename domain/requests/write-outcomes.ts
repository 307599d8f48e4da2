import type { Tx } from '#db/client.ts'
import { caseOutcomes } from '#db/schema/case-outcomes.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import type { Outcome } from './schema.ts'

/** Writes what came of each part of a request, under the id of the answer that says so. */
export async function writeOutcomes(
  ctx: Ctx,
  tx: Tx,
  caseId: string,
  answerId: string,
  outcomes: readonly Outcome[],
): Promise<void> {
  if (outcomes.length === 0) return
  const customerId = requireSubject(ctx)
  await tx
    .insert(caseOutcomes)
    .values(outcomes.map((one, place) => ({ customerId, caseId, answerId, number: place + 1, ...one })))
}
