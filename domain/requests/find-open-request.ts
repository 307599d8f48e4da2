import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { caseSteps, cases } from '#db/schema/cases.ts'
import type { RequestKind } from '#policy/request-kinds.ts'
import { requireSubject } from '../access.ts'
import { groupOf } from '../cases/rules.ts'
import type { About } from '../cases/schema.ts'
import type { Ctx } from '../context.ts'

/** The subject's open request of a kind about the same thing, or about nothing in particular; null when there is none. */
export async function findOpenRequest(
  ctx: Ctx,
  tx: Tx,
  kind: RequestKind,
  about?: About,
): Promise<{ id: string; reference: string } | null> {
  const same = about
    ? and(eq(cases.aboutKind, about.kind), eq(cases.aboutId, about.id))
    : and(isNull(cases.aboutKind), isNull(cases.aboutId))
  const rows = await tx
    .selectDistinctOn([cases.id], { id: cases.id, reference: cases.reference, state: caseSteps.state })
    .from(cases)
    .innerJoin(caseSteps, and(eq(caseSteps.customerId, cases.customerId), eq(caseSteps.caseId, cases.id)))
    .where(
      and(eq(cases.customerId, requireSubject(ctx)), eq(cases.type, 'request'), eq(cases.kind, kind), same),
    )
    .orderBy(cases.id, desc(caseSteps.number))
  const open = rows.find(({ state }) => groupOf(state) === 'open')
  return open ? { id: open.id, reference: open.reference } : null
}
