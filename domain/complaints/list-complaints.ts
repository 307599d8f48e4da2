import type { KeyObject } from 'node:crypto'
import type { Tx } from '#db/client.ts'
import { openFirst } from '../cases/case-order.ts'
import { openQuestion, type ReadCase, readCases } from '../cases/read-cases.ts'
import { summarise } from '../cases/summarise.ts'
import type { Ctx } from '../context.ts'
import { customerKey } from '../customers/customer-key.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { complaintKindOf, type ListedComplaint } from './schema.ts'

/** The customer's complaints: open ones by the last day for an answer, then the rest, newest change first. */
export const listComplaints = verb('complaints:list', (ctx): Promise<ListedComplaint[]> => {
  return read(ctx, (tx) => readComplaints(ctx, tx))
})

/** The same list, inside another verb's transaction. @param customersKey where it is read already */
export async function readComplaints(
  ctx: Ctx,
  tx: Tx,
  customersKey = customerKey(ctx, tx),
): Promise<ListedComplaint[]> {
  const [rows, key] = await Promise.all([readCases(ctx, tx, ['complaint']), customersKey])
  return openFirst(rows.map((one) => listedComplaint(ctx, key, one)))
}

/** A complaint of a list. */
export const listedComplaint = (ctx: Ctx, key: KeyObject, found: ReadCase): ListedComplaint => ({
  ...summarise(ctx, key, found.row, found),
  kind: complaintKindOf(found.row.kind),
  changedAt: found.changedAt ?? found.row.receivedAt,
  about:
    found.row.aboutKind && found.row.aboutId ? { kind: found.row.aboutKind, id: found.row.aboutId } : null,
  question: openQuestion(key, found),
})
