import type { Tx } from '#db/client.ts'
import type { Action } from '../actions.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../emit.ts'
import { queueNotice } from '../messages/queue-notice.ts'
import { record } from '../record.ts'
import type { CaseRow } from '../cases/find-case.ts'
import type { bankKinds } from '../cases/rules.ts'

/** A step that the bank's staff may take. */
type BankKind = (typeof bankKinds)[number] | 'extended'

const actions: Record<BankKind, Action> = {
  'in-review': 'complaint.taken-in-review',
  'waiting-customer': 'complaint.moved',
  message: 'complaint.message-sent',
  answered: 'complaint.answered',
  extended: 'complaint.extended',
  closed: 'complaint.moved',
  court: 'complaint.moved',
}

/** The steps about which the customer gets a message; the start of the review is not one of them. */
export const noticeOf = {
  'in-review': null,
  'waiting-customer': 'complaint-moved',
  message: 'complaint-moved',
  answered: 'complaint-answered',
  extended: 'complaint-extended',
  closed: 'complaint-moved',
  court: 'complaint-moved',
} as const satisfies Record<BankKind, string | null>

/** Writes what follows from the bank's step: its audit row, its event, and the notice to the customer. */
export async function tellOfStep(
  ctx: Ctx,
  tx: Tx,
  { id, reference, dueOn }: CaseRow,
  kind: BankKind,
  delayedTo: string | null = null,
): Promise<void> {
  const detail = { step: kind, ...(delayedTo && { from: dueOn, to: delayedTo }) }
  await record(ctx, tx, { action: actions[kind], objectId: id, detail })
  await emit(ctx, tx, 'complaint.moved', id)
  const notice = noticeOf[kind]
  if (notice) await queueNotice(ctx, tx, notice, { reference })
}
