import type { KeyObject } from 'node:crypto'
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { auditLog } from '#db/schema/activity.ts'
import { lookPages } from '#db/schema/looks.ts'
import type { Action } from '../actions.ts'
import type { Ctx } from '../context.ts'
import { historyOf, type Mention, type PolicyVersion } from '../policies/history.ts'
import { openReason } from '../sealed-reason.ts'
import type { LookOpening } from './schema.ts'

const openings: Action[] = [
  'look.page-opened',
  'look.page-refused',
  'look.value-opened',
  'look.value-refused',
]
type Row = typeof auditLog.$inferSelect

/** The log rows of pages and values opened or tried in looks, oldest first. */
export const readOpeningRows = (tx: Tx, customerId: string, lookIds: string[]): Promise<Row[]> =>
  tx
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.customerId, customerId),
        inArray(auditLog.action, openings),
        inArray(auditLog.lookId, lookIds),
      ),
    )
    .orderBy(asc(auditLog.at), asc(auditLog.id))

/**
 * The pages and values of these rows by their looks, with titles of their time in the reader's language.
 * @param key the customer's, for the reasons.
 */
export async function openingsOf(
  { locale }: Ctx,
  tx: Tx,
  key: KeyObject,
  rows: Row[],
  versions: readonly PolicyVersion[],
): Promise<Map<string, LookOpening[]>> {
  const mentions = rows.flatMap(({ detail: { field }, at: written }): Mention[] =>
    typeof field === 'string' ? [{ kind: 'field', id: field, written }] : [],
  )
  const history = await historyOf(tx, versions, mentions)
  const openingOf = (row: Row): LookOpening[] => {
    const { action, at, detail } = row
    const page = lookPages.find((one) => one === detail.page)
    if (page) return [{ at, what: { page, refused: action === 'look.page-refused' } }]
    const { field } = detail
    if (typeof field !== 'string') return []
    const title = history.title('field', field, at, locale)
    return [{ at, what: { field, title, reason: openReason(key, row) } }]
  }
  const ofLooks = Map.groupBy(rows, ({ lookId }) => lookId ?? '')
  return new Map([...ofLooks].map(([lookId, own]) => [lookId, own.flatMap(openingOf)]))
}
