import { requirePermission, requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { customerKey } from '../customers/customer-key.ts'
import { parse } from '../parse.ts'
import { read } from '../transaction.ts'
import { findLook, notingMissingLook } from './find-look.ts'
import { viewOf } from './looks.ts'
import { openedIn, readOpenings } from './page-openings.ts'
import { lookInput, type OwnLookView } from './schema.ts'

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
        readOpenings(tx, requireSubject(ctx), lookId),
      ])
      const view = viewOf(ctx, key, look)
      const can = {
        answer: view.state === 'waiting',
        end: view.state === 'granted' || view.state === 'running',
      }
      return { ...view, opened: openedIn(ctx, key, view, rows), can }
    }),
  )
}
