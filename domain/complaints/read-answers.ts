import type { KeyObject } from 'node:crypto'
import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { complaintSteps } from '#db/schema/complaints.ts'
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
  const { customerId, complaintId, number, kind, id, at, textSealed } = complaintSteps
  const rows = await tx
    .selectDistinctOn([complaintId], { complaintId, id, at, textSealed })
    .from(complaintSteps)
    .where(and(eq(customerId, requireSubject(ctx)), inArray(complaintId, [...ids]), eq(kind, 'answered')))
    .orderBy(complaintId, desc(number))
  return new Map(
    rows.flatMap((row): [string, AnswerView][] =>
      row.textSealed
        ? [
            [
              row.complaintId,
              { at: row.at, text: openText(key, row.textSealed, `complaint_steps:${row.id}:text`) },
            ],
          ]
        : [],
    ),
  )
}
