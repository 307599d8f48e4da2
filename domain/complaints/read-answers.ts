import type { KeyObject } from 'node:crypto'
import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { caseSteps } from '#db/schema/cases.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'

/** What the bank answered in writing, and when. */
export interface AnswerView {
  at: Date
  text: string
}

/** The bank's last written answer to each of the subject's complaints with these ids; one without an answer is left out. */
export async function readAnswers(
  ctx: Ctx,
  tx: Tx,
  key: KeyObject,
  ids: readonly string[],
): Promise<Map<string, AnswerView>> {
  if (ids.length === 0) return new Map()
  const { customerId, caseId, number, kind, id, at, textSealed } = caseSteps
  const rows = await tx
    .selectDistinctOn([caseId], { caseId, id, at, textSealed })
    .from(caseSteps)
    .where(and(eq(customerId, requireSubject(ctx)), inArray(caseId, [...ids]), eq(kind, 'answered')))
    .orderBy(caseId, desc(number))
  return new Map(
    rows.flatMap((row): [string, AnswerView][] =>
      row.textSealed
        ? [
            [
              row.caseId,
              { at: row.at, text: openText(key, row.textSealed, `complaint_steps:${row.id}:text`) },
            ],
          ]
        : [],
    ),
  )
}
