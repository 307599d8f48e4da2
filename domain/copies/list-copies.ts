import { requireSubject } from '../access.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { copyView, readCopies } from './copy-view.ts'
import { hoursBetween, keptDays, mostDownloads, nextCopyAt } from './rules.ts'
import type { CopiesView } from './schema.ts'

/** The customer's latest copies, and when the next one can be asked for. */
export const listCopies = verb('copies:list', async (ctx): Promise<CopiesView> => {
  const found = await read(ctx, (tx) => readCopies(tx, requireSubject(ctx)))
  const { rows } = found
  return {
    copies: rows.map((row) => copyView(row, found, ctx)),
    nextAt: nextCopyAt(rows, ctx.now),
    terms: { days: keptDays, downloads: mostDownloads, hours: hoursBetween },
  }
})
