import { and, eq, gt } from 'drizzle-orm'
import { looks } from '#db/schema/looks.ts'
import { hourMs } from '#policy/days.ts'
import { may } from '../access.ts'
import { answerSeconds } from '../life-spans.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { clocked, readLooks } from './looks.ts'
import { awaitsReview, isOverdue, stateOf } from './rules.ts'
import { readSearchAlerts } from './search-alerts.ts'
import { unreviewed } from './worklists.ts'

/**
 * The number of alerts for a supervisor or officer: break-glass looks that wait for their approval, those whose review is
 * overdue, if they may review, and staff who searched too often within the last hour.
 */
export const countUrgent = verb('looks:oversee', async (ctx): Promise<number> => {
  const { staffId } = ctx.actor
  const since = new Date(ctx.now.getTime() - answerSeconds * 1000)
  const recent = and(gt(looks.askedAt, since), eq(looks.kind, 'break-glass'))
  const [asked, alerts, owed] = await read(ctx, (tx) =>
    Promise.all([
      readLooks(tx, recent),
      readSearchAlerts(tx, new Date(ctx.now.getTime() - hourMs)),
      may(ctx, 'looks:review') ? readLooks(tx, unreviewed) : [],
    ]),
  )
  const awaiting = asked.filter(
    (look) =>
      stateOf(clocked(look), ctx.now) === 'waiting' &&
      look.row.staffId !== staffId &&
      !look.steps.some(({ kind, actorId }) => kind === 'approved' && actorId === staffId),
  )
  const overdue = owed.filter(
    (look) =>
      look.row.staffId !== staffId &&
      awaitsReview(look.row.kind, stateOf(clocked(look), ctx.now), look.steps) &&
      isOverdue(clocked(look), ctx.now),
  )
  return awaiting.length + overdue.length + new Set(alerts.map((alert) => alert.staffId)).size
})
