import { and, asc, eq, gt } from 'drizzle-orm'
import { importFaults } from '#db/schema/imports.ts'
import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { parse } from '../parse.ts'
import { read } from '../transaction.ts'
import { ownImport } from './own-import.ts'
import { type FaultsView, listFaultsInput } from './schema.ts'

/**
 * The lines of an import of the acting system that could not be taken, in their order, a page at a time.
 * @throws DomainError `invalid`, `not-found`
 */
export async function listImportFaults(ctx: Ctx, input: unknown): Promise<FaultsView> {
  requirePermission(ctx, 'imports:send')
  const { id, after, limit } = parse(listFaultsInput, input)
  return read(ctx, async (tx) => {
    const [found] = await Promise.all([
      tx
        .select({ line: importFaults.line, path: importFaults.path, reason: importFaults.reason })
        .from(importFaults)
        .where(and(eq(importFaults.importId, id), gt(importFaults.line, after)))
        .orderBy(asc(importFaults.line))
        .limit(limit + 1),
      ownImport(ctx, tx, id),
    ])
    const faults = found.slice(0, limit)
    return { faults, next: found.length > limit ? (faults.at(-1)?.line ?? null) : null }
  })
}
