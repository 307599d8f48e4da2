import { and, asc, eq, lte } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import type { CaseType } from '#db/schema/case-codes.ts'
import { cases } from '#db/schema/cases.ts'
import { outgoingTexts } from '#db/schema/outgoing-texts.ts'
import { actAs } from '../access.ts'
import type { Ctx, CtxBy } from '../context.ts'
import { conflict, isRefusal } from '../errors.ts'
import { record } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { tellOfStep } from './bank-step.ts'
import { countDelay } from './case-deadline.ts'
import { type FoundCase, findCase } from './find-case.ts'
import { type OutgoingText, stopWaiting, writeEnd } from './outgoing-text.ts'
import { pauseUntil } from './pauses.ts'
import { stateAfter } from './rules.ts'
import { movedDeadline, whyNotNext, writeStep } from './take-step.ts'

/** How many texts one call lets out. */
const batch = 50

/**
 * Lets out the texts of the bank whose time to be taken back is over, of the context's customer or of all: each becomes a
 * step of its case, in its sender's name and at this moment, with its audit row, its event and the notice to the
 * customer, in one transaction. One that may follow no more, because the customer came first or the day is past, ends
 * without. Any number of workers may run: a text ends its waiting once.
 * @returns how many ended, and whether there may be more.
 * @throws Error the first one, after all others were let out
 */
export const releaseTexts = verb('cases:release', async (ctx): Promise<{ ended: number; more: boolean }> => {
  const { customerId, id, staffId, role, sessionId, at, waits, leavesAt } = outgoingTexts
  const due = await read(ctx, (tx) =>
    tx
      .select({ customerId, id, staffId, role, sessionId, at, type: cases.type })
      .from(outgoingTexts)
      .innerJoin(cases, and(eq(cases.customerId, customerId), eq(cases.id, outgoingTexts.caseId)))
      .where(
        and(eq(waits, true), lte(leavesAt, ctx.now), ctx.subject ? eq(customerId, ctx.subject) : undefined),
      )
      .orderBy(asc(leavesAt))
      .limit(batch),
  )
  const failed: unknown[] = []
  let ended = 0
  for (const text of due)
    try {
      if (await release(ctx, text)) ended += 1
    } catch (error) {
      failed.push(error)
    }
  if (failed.length > 0) throw failed[0]
  return { ended, more: due.length === batch && ended > 0 }
})

type Due = Pick<OutgoingText, 'customerId' | 'id' | 'staffId' | 'role' | 'sessionId' | 'at'> & {
  type: CaseType
}

/** @returns false on a conflict with another worker, or with a step of the customer, after which the text is due again. */
async function release(ctx: CtxBy<'worker'>, { customerId, id, at, type, ...sender }: Due): Promise<boolean> {
  const agent = { kind: 'staff', ...sender, authenticatedAt: at } as const
  const own = { ...actAs(ctx, agent, 'cases:answer'), subject: customerId }
  const overtaken = () => change(own, async (tx) => overtake(ctx, own, tx, type, await take(own, tx, id)))
  try {
    await change(own, async (tx) => {
      const text = await take(own, tx, id)
      const found = await findCase(own, tx, null, text.caseId)
      if (whyNotNext(own, found, { kind: text.kind, side: 'bank' })) await overtake(ctx, own, tx, type, text)
      else await letOut(own, tx, text, found)
    }).catch((error: unknown) => {
      // The customer's key was destroyed: there is nobody to write to.
      if (!isRefusal(error, 'not-found')) throw error
      return overtaken()
    })
    return true
  } catch (error) {
    if (isRefusal(error, 'conflict')) return false
    throw error
  }
}

async function take(own: Ctx, tx: Tx, id: string): Promise<OutgoingText> {
  const text = await stopWaiting(own, tx, id, { onlyInTime: false })
  if (!text) throw conflict()
  return text
}

async function letOut(own: Ctx, tx: Tx, text: OutgoingText, found: FoundCase): Promise<void> {
  const { last, owedUntil } = found
  const { id, caseId, kind, textSealed } = text
  const pauseReason = text.pauseReason ?? undefined
  const delayedTo = kind === 'extended' && owedUntil ? countDelay(owedUntil) : undefined
  const dueOn = pauseReason ? pauseUntil(own.now) : delayedTo
  const state = stateAfter(last.state, 'bank', kind)
  const step = { caseId, kind, side: 'bank', number: last.number + 1, state, dueOn, pauseReason } as const
  const movedDueOn = await movedDeadline(own, tx, found, step)
  await writeStep(own, tx, { ...step, movedDueOn, sealed: { id, text: textSealed } })
  await writeEnd(own, tx, text, 'released')
  await tellOfStep(own, tx, found, kind, delayedTo)
}

/** The portal's own doing, so its audit row names no agent. */
async function overtake(
  ctx: CtxBy<'worker'>,
  own: Ctx,
  tx: Tx,
  type: CaseType,
  text: OutgoingText,
): Promise<void> {
  await writeEnd(own, tx, text, 'overtaken')
  await record({ ...own, actor: ctx.actor }, tx, {
    action: `${type}.text-overtaken`,
    objectId: text.caseId,
    detail: { step: text.kind, text: text.id },
  })
}
