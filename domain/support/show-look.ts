import { and, asc, eq, inArray } from 'drizzle-orm'
import { allFields } from '#catalogue/find.ts'
import { catalogue } from '#catalogue/load.ts'
import type { Tx } from '#db/client.ts'
import { auditLog } from '#db/schema/audit.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../identity/customer-key.ts'
import { parse } from '../parse.ts'
import { requirePermission, requireSubject } from '../permissions.ts'
import { read } from '../transaction.ts'
import { findLook, notingMissingLook } from './find-look.ts'
import { viewOf } from './looks.ts'
import { lookInput, lookPages, type Opened, type OwnLookView } from './schema.ts'

const openings = ['look.page-opened', 'look.page-refused', 'look.value-opened']

/**
 * One look at the customer's view: who asked, why, what was allowed, and every page and value that was opened.
 * @throws DomainError `invalid`, `not-found`
 */
export async function showLook(ctx: Ctx, input: unknown): Promise<OwnLookView> {
  requirePermission(ctx, 'looks:list')
  const { lookId } = parse(lookInput, input)
  return notingMissingLook(ctx, lookId, () =>
    read(ctx, async (tx) => {
      const [look, key, rows] = await Promise.all([
        findLook(ctx, tx, lookId),
        customerKey(ctx, tx),
        readOpenings(ctx, tx, lookId),
      ])
      const view = viewOf(ctx, key, look)
      const opened = rows.flatMap((row) => openedOf(ctx, key, lookId, row))
      const can = {
        answer: view.state === 'waiting',
        end: view.state === 'granted' || view.state === 'running',
      }
      return { ...view, opened, can }
    }),
  )
}

const readOpenings = (ctx: Ctx, tx: Tx, lookId: string) =>
  tx
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.customerId, requireSubject(ctx)),
        inArray(auditLog.action, openings),
        eq(auditLog.lookId, lookId),
      ),
    )
    .orderBy(asc(auditLog.at), asc(auditLog.id))

function openedOf(
  ctx: Ctx,
  key: Parameters<typeof openText>[0],
  lookId: string,
  { action, at, detail }: typeof auditLog.$inferSelect,
): Opened[] {
  const page = lookPages.find((one) => one === detail.page)
  if (page) return [{ at, what: { page, refused: action === 'look.page-refused' } }]
  const { field, reasonSealed } = detail
  if (typeof field !== 'string' || typeof reasonSealed !== 'string') return []
  const known = allFields(catalogue()).find((one) => one.id === field)
  const reason = openText(key, Buffer.from(reasonSealed, 'base64'), `audit_log:${lookId}:reason`)
  return [{ at, what: { field, title: known?.title[ctx.locale] ?? field, reason } }]
}
