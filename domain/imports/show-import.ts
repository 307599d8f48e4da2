import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { importView } from './import-view.ts'
import { ownImport } from './own-import.ts'
import { type ImportView, showImportInput } from './schema.ts'

/**
 * How far an import of the acting system is.
 * @throws DomainError `invalid`, `not-found`
 */
export const showImport = verb('imports:send', showImportInput, async (ctx, { id }): Promise<ImportView> => {
  return importView(await read(ctx, (tx) => ownImport(ctx, tx, id)))
})
