import { and, asc, eq, gt } from 'drizzle-orm'
import { importFaults } from '#db/schema/imports.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { ownImport } from './own-import.ts'
import { type FaultsView, listFaultsInput } from './schema.ts'

/**
 * The lines of an import of the acting system that could not be taken, in their order, a page at a time, and how many there
 * are: of a bad file only the first ones are listed.
 * @throws DomainError `invalid`, `not-found`
 */
export const listImportFaults = verb(
  'imports:send',
  listFaultsInput,
  async (ctx, { id, after, limit }): Promise<FaultsView> => {
    return read(ctx, async (tx) => {
      const [found, { bad, listed }] = await Promise.all([
        tx
          .select({ line: importFaults.line, path: importFaults.path, reason: importFaults.reason })
          .from(importFaults)
          .where(and(eq(importFaults.importId, id), gt(importFaults.line, after)))
          .orderBy(asc(importFaults.line))
          .limit(limit + 1),
        ownImport(ctx, tx, id),
      ])
      const faults = found.slice(0, limit)
      return { bad, listed, faults, next: found.length > limit ? (faults.at(-1)?.line ?? null) : null }
    })
  },
)
