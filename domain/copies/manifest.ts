import type { copies } from '#db/schema/copies.ts'
import type { WrittenFile } from './archive.ts'
import { separatorOf } from './csv.ts'
import type { Reading } from './reading.ts'
import { type CopySystem, copyParts } from './schema.ts'
import type { CountedTable } from './tables.ts'

/** `manifest.json`: what the copy has and has not, with the number of records and the hash of each file. */
export function manifestOf(
  { ctx, asOf }: Reading,
  { id, parts, askedAt }: Pick<typeof copies.$inferSelect, 'id' | 'parts' | 'askedAt'>,
  tables: readonly CountedTable[],
  systems: readonly CopySystem[],
  { rows, masked }: Record<'rows' | 'masked', ReadonlyMap<string, number>>,
  files: readonly WrittenFile[],
): string {
  const manifest = {
    copy: id,
    askedAt: askedAt.toISOString(),
    asOf: asOf.toISOString(),
    locale: ctx.locale,
    separator: separatorOf(ctx.locale),
    parts,
    notChosen: copyParts.filter((part) => !parts.includes(part)),
    records: Object.fromEntries(tables.map(({ name, records }) => [name, records])),
    masked: Object.fromEntries(masked),
    systems: systems.map(({ id, name, state, records }) => ({ id, name, sent: state === 'done', records })),
    files: files.map((file) => ({ ...file, rows: rows.get(file.path) ?? null })),
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}
