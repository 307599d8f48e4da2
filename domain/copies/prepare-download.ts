import { eq } from 'drizzle-orm'
import { copies } from '#db/schema/copies.ts'
import { requireSubject } from '../access.ts'
import { locked, notFound } from '../errors.ts'
import { requireFreshCode } from '../fresh-code.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { copyView, readCopies } from './copy-view.ts'
import { copyInput } from './schema.ts'

/**
 * Says whether a download could begin now, so that a page asks for a code before the browser asks for the file.
 * @throws DomainError `invalid`, `not-found`, `locked`; `step-up` when the code is not fresh
 */
export const prepareDownload = verb('copies:open', copyInput, async (ctx, { copyId }): Promise<void> => {
  const found = await read(ctx, (tx) => readCopies(tx, requireSubject(ctx), eq(copies.id, copyId)))
  const [row] = found.rows
  if (!row) throw notFound()
  const view = copyView(row, found, ctx)
  if (!view.open) throw locked(view.state === 'ready' ? 'copy.used-up' : 'copy.over')
  requireFreshCode(ctx)
})
