import { and, eq, isNull } from 'drizzle-orm'
import { claimDue, stillClaimed } from '#db/due.ts'
import { nobody } from '#db/schema/roles.ts'
import { stateApplications } from '#db/schema/state-service.ts'
import type { Ctx } from '../context.ts'
import { record } from '../record.ts'
import { bookkeep, change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { decisionOn, nextAnswerAt } from './state-rules.ts'
import type { StateService } from './state-service.ts'

type Row = typeof stateApplications.$inferSelect

const batch = 20
const leaseSeconds = 60

/** How many decisions were sent, and how many of them the service accepted. */
export interface Answered {
  tried: number
  taken: number
}

/**
 * Sends the bank's decisions on applications to the state service when they are due. Each is claimed for a minute before
 * it is sent, so any number of workers may run, and when one dies another sends it: at least once.
 * @param service when its `sendDecision` throws, the decision is sent again later.
 */
export const answerStateApplications = verb(
  'state-service:answer',
  async (ctx, service: Pick<StateService, 'sendDecision'>): Promise<Answered> => {
    const where = isNull(stateApplications.answeredAt)
    const claimed = await bookkeep(ctx, 'due-rows', (tx) =>
      claimDue(tx, stateApplications, { now: ctx.now, leaseSeconds, where, limit: batch }),
    )
    const sent = await Promise.allSettled(claimed.map((row) => send(row, service)))
    const settled = await Promise.allSettled(
      claimed.map((row, place) => settle(ctx, row, sent[place]?.status === 'fulfilled')),
    )
    for (const each of settled) if (each.status === 'rejected') throw each.reason
    return { tried: claimed.length, taken: sent.filter(({ status }) => status === 'fulfilled').length }
  },
)

async function send(row: Row, service: Pick<StateService, 'sendDecision'>): Promise<void> {
  await service.sendDecision(decisionOn(row.id, row.outcome))
}

async function settle(ctx: Ctx, row: Row, taken: boolean): Promise<void> {
  const unanswered = and(
    eq(stateApplications.customerId, row.customerId),
    eq(stateApplications.id, row.id),
    isNull(stateApplications.answeredAt),
  )
  if (!taken) {
    const claimed = and(unanswered, stillClaimed(stateApplications, row))
    const dueAt = nextAnswerAt(row.attempts, ctx.now)
    return bookkeep(
      ctx,
      'due-rows',
      async (tx) => void (await tx.update(stateApplications).set({ dueAt }).where(claimed)),
    )
  }
  const subject = row.customerId === nobody ? null : row.customerId
  await change({ ...ctx, subject }, async (tx) => {
    await tx.update(stateApplications).set({ answeredAt: ctx.now }).where(unanswered)
    const detail = { number: row.id, outcome: row.outcome, attempts: row.attempts }
    await record({ ...ctx, subject }, tx, { action: 'state-application.answered', detail })
  })
}
