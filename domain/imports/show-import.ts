import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { parse } from '../parse.ts'
import { read } from '../transaction.ts'
import { ownImport } from './own-import.ts'
import { type ImportView, showImportInput } from './schema.ts'
import { importView } from './view.ts'

/**
 * How far an import of the acting system is.
 * @throws DomainError `invalid`, `not-found`
 */
export async function showImport(ctx: Ctx, input: unknown): Promise<ImportView> {
  requirePermission(ctx, 'imports:send')
  const { id } = parse(showImportInput, input)
  return importView(await read(ctx, (tx) => ownImport(ctx, tx, id)))
}
