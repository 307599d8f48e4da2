import { requireSubject } from '../access.ts'
import { customerKey } from '../customers/customer-key.ts'
import { readVersions } from '../policies/history.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findLook, recordMissingLook } from './find-look.ts'
import { viewOf } from './looks.ts'
import { openingsOf, readOpeningRows } from './openings.ts'
import { lookInput, type OwnLookView } from './schema.ts'

/**
 * Shows a look to its customer: the agent, the reason, the pages granted, and every page and value that was opened.
 * @throws DomainError `invalid`, `not-found`
 */
export const showLook = verb('looks:list', lookInput, async (ctx, { lookId }): Promise<OwnLookView> => {
  return recordMissingLook(ctx, lookId, () =>
    read(ctx, async (tx) => {
      const [look, key, rows, versions] = await Promise.all([
        findLook(ctx, tx, lookId),
        customerKey(ctx, tx),
        readOpeningRows(tx, requireSubject(ctx), lookId),
        readVersions(tx),
      ])
      const view = viewOf(ctx, key, look)
      const can = {
        answer: view.state === 'waiting',
        end: view.state === 'granted' || view.state === 'running',
      }
      return { ...view, openings: await openingsOf(ctx, tx, key, view, rows, versions), can }
    }),
  )
})
