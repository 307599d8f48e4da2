import type { KeyObject } from 'node:crypto'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { answerProgress, type Clocked, caseDeadline, owesAnswer } from './case-deadline.ts'
import type { CaseRow } from './find-case.ts'
import { type PausingStep, pausesOf } from './pauses.ts'
import { type CaseState, groupOf } from './rules.ts'
import type { CaseSummary } from './schema.ts'

/** Where the steps of a case have brought it. */
interface Standing {
  state: CaseState
  answeredAt: Date | null
  /** All steps, where one of them may begin a pause. */
  pausing?: readonly PausingStep[]
}

/** A case's row and state as a summary. */
export function summarise(ctx: Ctx, key: KeyObject, row: CaseRow, steps: Standing): CaseSummary {
  return {
    id: row.id,
    reference: row.reference,
    subject: openText(key, row.subjectSealed, `complaints:${row.id}:subject`),
    channel: row.channel,
    receivedAt: row.receivedAt,
    ...caseStanding(ctx, row, steps),
  }
}

/** The state of a case and of its deadline, without personal values and so without a key. */
export function caseStanding(
  { now }: Pick<Ctx, 'now'>,
  row: Clocked,
  { state, answeredAt, pausing = [] }: Standing,
): Pick<CaseSummary, 'state' | 'group' | 'dueOn' | 'answeredAt' | 'owed' | 'progress'> {
  const trace = caseDeadline(row, pausesOf(pausing))
  return {
    state,
    group: groupOf(state),
    dueOn: trace?.due ?? null,
    answeredAt,
    owed: owesAnswer(state, answeredAt),
    progress: answerProgress(trace, state, answeredAt, now),
  }
}
