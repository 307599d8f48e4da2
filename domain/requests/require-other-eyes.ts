import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { caseSteps } from '#db/schema/cases.ts'
import { requireSubject } from '../access.ts'
import type { CaseRow, FoundCase } from '../cases/find-case.ts'
import type { StepKind } from '../cases/rules.ts'
import type { CtxBy } from '../context.ts'
import { locked } from '../errors.ts'
import { confirmedKinds } from './schema.ts'

/**
 * Four eyes: what the portal takes with a code alone, and staff have entered for a customer who was checked at a branch, is
 * carried out by another member of staff than the one who entered it. Whoever entered it may refuse it.
 * A deletion is carried out by its plan, which another approves (`domain/deletions/answer-deletion.ts`).
 * @throws DomainError `locked`
 */
export async function requireOtherEyes(
  ctx: CtxBy<'staff'>,
  tx: Tx,
  { row }: FoundCase,
  kind: StepKind,
): Promise<void> {
  if (kind !== 'fulfilled' && kind !== 'partly-fulfilled') return
  if (!confirmedKinds.some((one) => one === row.kind)) return
  if (await hasEntered(ctx, tx, row)) throw locked('request.four-eyes')
}

/** Whether this member of staff has entered the request for its customer. */
export async function hasEntered(ctx: CtxBy<'staff'>, tx: Tx, row: CaseRow): Promise<boolean> {
  if (row.channel === 'portal') return false
  const [entry] = await tx
    .select({ by: caseSteps.actorId })
    .from(caseSteps)
    .where(
      and(
        eq(caseSteps.customerId, requireSubject(ctx)),
        eq(caseSteps.caseId, row.id),
        eq(caseSteps.number, 1),
      ),
    )
  return entry?.by === ctx.actor.staffId
}
