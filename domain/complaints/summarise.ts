import type { KeyObject } from 'node:crypto'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { answerDeadline, answerProgress, owesAnswer } from './answer-deadline.ts'
import type { CaseRow } from '../cases/find-case.ts'
import { type CaseState, groupOf } from '../cases/rules.ts'
import type { ComplaintSummary } from './schema.ts'

/** The state of a complaint, from its steps. */
interface Steps {
  state: CaseState
  answeredAt: Date | null
}

/** A complaint's row and state as a summary. */
export function summarise(
  ctx: Ctx,
  key: KeyObject,
  row: CaseRow,
  steps: Steps,
): Omit<ComplaintSummary, 'changedAt'> {
  return {
    id: row.id,
    reference: row.reference,
    kind: row.kind,
    subject: openText(key, row.subjectSealed, `complaints:${row.id}:subject`),
    channel: row.channel,
    receivedAt: row.receivedAt,
    ...complaintStanding(ctx, row, steps),
  }
}

/** The state of a complaint and of its deadline, without personal values and so without a key. */
export function complaintStanding(
  { now }: Pick<Ctx, 'now'>,
  row: Pick<CaseRow, 'receivedAt' | 'dueOn'>,
  steps: Steps,
): Pick<ComplaintSummary, 'state' | 'group' | 'dueOn' | 'answeredAt' | 'owed' | 'progress'> {
  const { state } = steps
  const deadline = answerDeadline(row)
  return {
    state,
    group: groupOf(state),
    dueOn: deadline.due,
    answeredAt: steps.answeredAt,
    owed: owesAnswer(state, steps.answeredAt),
    progress: answerProgress(deadline, state, steps.answeredAt, now),
  }
}
