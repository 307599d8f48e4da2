import { eq } from 'drizzle-orm'
import { copies } from '#db/schema/copies.ts'
import { requireSubject } from '../access.ts'
import { notFound } from '../errors.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { copyView, readCopies } from './copy-view.ts'
import { type CopyView, copyInput } from './schema.ts'

/**
 * Shows one copy to its customer.
 * @throws DomainError `invalid`; `not-found`, also for another customer's copy
 */
export const showCopy = verb('copies:list', copyInput, async (ctx, { copyId }): Promise<CopyView> => {
  const found = await read(ctx, (tx) => readCopies(tx, requireSubject(ctx), eq(copies.id, copyId)))
  const [row] = found.rows
  if (!row) throw notFound()
  return copyView(row, found, ctx)
})
