import type { KeyObject } from 'node:crypto'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { answerDeadline, answerProgress, owesAnswer } from './answer-deadline.ts'
import { type ComplaintRow, readState } from './find-complaint.ts'
import { groupOf } from './rules.ts'
import type { ComplaintSummary } from './schema.ts'

/** A complaint's row and where its steps have brought it, as it is shown. */
export function summarise(
  ctx: Ctx,
  key: KeyObject,
  row: ComplaintRow,
  steps: { state: string; answeredAt: Date | null },
): Omit<ComplaintSummary, 'changedAt'> {
  const state = readState(steps.state)
  return {
    id: row.id,
    reference: row.reference,
    kind: row.kind === 'unauthorised-use' ? 'unauthorised-use' : 'ordinary',
    subject: openText(key, row.subjectSealed, `complaints:${row.id}:subject`),
    state,
    group: groupOf(state),
    receivedAt: row.receivedAt,
    dueOn: row.dueOn,
    answeredAt: steps.answeredAt,
    owed: owesAnswer(state, steps.answeredAt),
    progress: answerProgress(answerDeadline(row), state, steps.answeredAt, ctx.now),
  }
}
