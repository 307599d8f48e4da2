import type { KeyObject } from 'node:crypto'
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { auditLog } from '#db/schema/activity.ts'
import { lookPages } from '#db/schema/looks.ts'
import type { Action } from '../actions.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { historyOf, type Mention, type PolicyVersion } from '../policies/history.ts'
import type { LookOpening, LookView } from './schema.ts'

const openings: Action[] = ['look.page-opened', 'look.page-refused', 'look.value-opened']
type Row = typeof auditLog.$inferSelect

/** The log rows of pages and values opened in a look, oldest first. */
export const readOpeningRows = (tx: Tx, customerId: string, lookId: string): Promise<Row[]> =>
  tx
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.customerId, customerId),
        inArray(auditLog.action, openings),
        eq(auditLog.lookId, lookId),
      ),
    )
    .orderBy(asc(auditLog.at), asc(auditLog.id))

/**
 * The pages and values of these rows, with titles of their time in the reader's language.
 * @param key the customer's, for the reasons.
 */
export async function openingsOf(
  { locale }: Ctx,
  tx: Tx,
  key: KeyObject,
  { id }: Pick<LookView, 'id'>,
  rows: Row[],
  versions: readonly PolicyVersion[],
): Promise<LookOpening[]> {
  const mentions = rows.flatMap(({ detail: { field }, at: written }): Mention[] =>
    typeof field === 'string' ? [{ kind: 'field', id: field, written }] : [],
  )
  const history = await historyOf(tx, versions, mentions)
  return rows.flatMap(({ action, at, detail }): LookOpening[] => {
    const page = lookPages.find((one) => one === detail.page)
    if (page) return [{ at, what: { page, refused: action === 'look.page-refused' } }]
    const { field, reasonSealed } = detail
    if (typeof field !== 'string' || typeof reasonSealed !== 'string') return []
    const reason = openText(key, Buffer.from(reasonSealed, 'base64'), `audit_log:${id}:reason`)
    return [{ at, what: { field, title: history.title('field', field, at, locale), reason } }]
  })
}
