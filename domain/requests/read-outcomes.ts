import { and, asc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { caseOutcomes } from '#db/schema/case-outcomes.ts'
import { caseSteps } from '#db/schema/cases.ts'
import { requireSubject } from '../access.ts'
import { findAbout } from '../cases/about-view.ts'
import { refusalWords } from '../cases/refusal-words.ts'
import type { Ctx } from '../context.ts'
import type { OutcomeView } from './schema.ts'

/** What came of each part of a request, of the answers that have left. */
export async function readOutcomes(ctx: Ctx, tx: Tx, caseId: string): Promise<OutcomeView[]> {
  const { customerId, answerId, number, field, outcome, reason } = caseOutcomes
  const rows = await tx
    .select({ step: caseSteps.number, field, outcome, reason })
    .from(caseOutcomes)
    .innerJoin(caseSteps, and(eq(caseSteps.customerId, customerId), eq(caseSteps.id, answerId)))
    .where(and(eq(customerId, requireSubject(ctx)), eq(caseOutcomes.caseId, caseId)))
    .orderBy(asc(caseSteps.number), asc(number))
  return rows.map((row) => ({
    step: row.step,
    field: row.field === null ? null : { id: row.field, title: fieldTitle(ctx, row.field) },
    outcome: row.outcome,
    reason: row.reason && refusalWords(ctx, row.reason),
  }))
}

const fieldTitle = ({ locale }: Ctx, id: string): string | null =>
  findAbout({ kind: 'field', id }, locale)?.title ?? null
