import type { KeyObject } from 'node:crypto'
import { requestGroups } from '#policy/request-kinds.ts'
import { may } from '../access.ts'
import { openFirst } from '../cases/case-order.ts'
import { pausesOf } from '../cases/pauses.ts'
import { openQuestion, type ReadCase, readCases } from '../cases/read-cases.ts'
import { requestKindOf } from '../cases/request-kind.ts'
import { summarise } from '../cases/summarise.ts'
import type { Ctx } from '../context.ts'
import { customerKey } from '../customers/customer-key.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { pauseNow } from './pause-now.ts'
import { rights } from './rights.ts'
import type { ListedRequest, RequestsView } from './schema.ts'

/** What the customer may ask for, and what they asked for: open requests by their last day, then the rest, newest change first. */
export const listRequests = verb('requests:list', async (ctx): Promise<RequestsView> => {
  const [rows, key] = await read(ctx, (tx) =>
    Promise.all([readCases(ctx, tx, ['request']), customerKey(ctx, tx)]),
  )
  const requests = openFirst(rows.map((one) => listedRequest(ctx, key, one)))
  return { groups: requestGroups, rights: rights(ctx.locale), requests, live: may(ctx, 'requests:file') }
})

/** A request of a list. */
export function listedRequest(ctx: Ctx, key: KeyObject, found: ReadCase): ListedRequest {
  const summary = summarise(ctx, key, found.row, found)
  return {
    ...summary,
    kind: requestKindOf(found.row.kind),
    changedAt: found.changedAt ?? found.row.receivedAt,
    pause: pauseNow(ctx, summary, pausesOf(found.pausing)),
    question: openQuestion(key, found),
  }
}
