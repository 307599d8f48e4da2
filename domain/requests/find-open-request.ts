import { and, desc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { caseSteps, cases } from '#db/schema/cases.ts'
import { catalogue } from '#policy/load.ts'
import type { RequestKind } from '#policy/request-kinds.ts'
import { requireSubject } from '../access.ts'
import type { CaseRow } from '../cases/find-case.ts'
import { groupOf } from '../cases/rules.ts'
import type { About } from '../cases/schema.ts'
import type { Ctx } from '../context.ts'
import { scopeOf } from '../deletion-plans/rules.ts'

/**
 * The subject's open request of a kind about the same thing, or about nothing in particular; of a deletion, one that is about
 * some of the same data. Null when there is none.
 */
export async function findOpenRequest(
  ctx: Ctx,
  tx: Tx,
  kind: RequestKind,
  about?: About,
): Promise<{ id: string; reference: string } | null> {
  const { id, reference, aboutKind, aboutId } = cases
  const rows = await tx
    .selectDistinctOn([id], { id, reference, aboutKind, aboutId, state: caseSteps.state })
    .from(cases)
    .innerJoin(caseSteps, and(eq(caseSteps.customerId, cases.customerId), eq(caseSteps.caseId, cases.id)))
    .where(and(eq(cases.customerId, requireSubject(ctx)), eq(cases.type, 'request'), eq(cases.kind, kind)))
    .orderBy(id, desc(caseSteps.number))
  const isSame = kind === 'deletion' ? isAboutSameData : isAboutSame
  const open = rows.find((row) => groupOf(row.state) === 'open' && isSame(aboutOf(row), about ?? null))
  return open ? { id: open.id, reference: open.reference } : null
}

const aboutOf = ({ aboutKind: kind, aboutId: id }: Pick<CaseRow, 'aboutKind' | 'aboutId'>): About | null =>
  kind !== null && id !== null ? { kind, id } : null

const isAboutSame = (one: About | null, other: About | null): boolean =>
  one?.kind === other?.kind && one?.id === other?.id

function isAboutSameData(one: About | null, other: About | null): boolean {
  const [some, more] = [scopeOf(catalogue(), one), scopeOf(catalogue(), other)]
  return some === null || more === null || some.some((field) => more.includes(field))
}
