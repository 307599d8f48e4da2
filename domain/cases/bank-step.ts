import type { Tx } from '#db/client.ts'
import type { CaseType } from '#db/schema/case-codes.ts'
import type { Action } from '../actions.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../emit.ts'
import { queueNotice } from '../messages/queue-notice.ts'
import { record } from '../record.ts'
import type { FoundCase } from './find-case.ts'
import type { bankKinds, outcomeKinds } from './rules.ts'

/** A step that the bank's staff may take. */
export type BankKind = (typeof bankKinds)[number] | (typeof outcomeKinds)[number] | 'extended'

const actions = {
  'in-review': 'taken-in-review',
  'waiting-customer': 'moved',
  message: 'message-sent',
  answered: 'answered',
  fulfilled: 'answered',
  'partly-fulfilled': 'answered',
  refused: 'answered',
  extended: 'extended',
  closed: 'moved',
  court: 'moved',
} as const satisfies Record<BankKind, string>

/** The steps about which the customer gets a message; the start of the review is not one of them. */
const notices = {
  'waiting-customer': 'moved',
  message: 'moved',
  answered: 'answered',
  fulfilled: 'answered',
  'partly-fulfilled': 'answered',
  refused: 'answered',
  extended: 'extended',
  closed: 'moved',
  court: 'moved',
} as const satisfies Record<ToldKind, string>
type ToldKind = Exclude<BankKind, 'in-review'>

/** The notice that a step of the bank sends to the customer. */
export const noticeOf = (type: CaseType, kind: ToldKind) => `${type}-${notices[kind]}` as const

/** Writes what follows from the bank's step: its audit row, its event, and the notice to the customer. */
export async function tellOfStep(
  ctx: Ctx,
  tx: Tx,
  { row: { id, type, reference }, owedUntil }: FoundCase,
  kind: BankKind,
  delayedTo: string | null = null,
): Promise<void> {
  const detail = { step: kind, ...(delayedTo && owedUntil && { from: owedUntil, to: delayedTo }) }
  const action: Action = `${type}.${actions[kind]}`
  await record(ctx, tx, { action, objectId: id, detail })
  await emit(ctx, tx, `${type}.moved`, id)
  if (kind !== 'in-review') await queueNotice(ctx, tx, noticeOf(type, kind), { reference })
}
