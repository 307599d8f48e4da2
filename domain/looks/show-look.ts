import { customerKey } from '../customers/customer-key.ts'
import { notFound } from '../errors.ts'
import { readVersions } from '../policies/history.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findLook, recordMissingLook } from './find-look.ts'
import { ownLookViews } from './own-looks.ts'
import { lookInput, type OwnLookView } from './schema.ts'

/**
 * Shows a look to its customer: the agent, the reason, the pages granted, and every page and value that was opened.
 * @throws DomainError `invalid`, `not-found`
 */
export const showLook = verb('looks:list', lookInput, async (ctx, { lookId }): Promise<OwnLookView> => {
  return recordMissingLook(ctx, lookId, () =>
    read(ctx, async (tx) => {
      const [look, key, versions] = await Promise.all([
        findLook(ctx, tx, lookId),
        customerKey(ctx, tx),
        readVersions(tx),
      ])
      const [view] = await ownLookViews(ctx, tx, key, [look], versions)
      if (!view) throw notFound()
      return view
    }),
  )
})
