import { inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { systems } from '#db/schema/systems.ts'
import type { Locale } from '#policy/locale.ts'

/** Names systems in a language; one that there is no more has none. */
export async function systemNames(
  tx: Tx,
  ids: readonly string[],
  locale: Locale,
): Promise<(id: string) => { id: string; title: string | null }> {
  const named = [...new Set(ids)]
  const { id, name } = systems
  const rows = named.length > 0 ? await tx.select({ id, name }).from(systems).where(inArray(id, named)) : []
  const names = new Map(rows.map((row) => [row.id, row.name[locale]]))
  return (of) => ({ id: of, title: names.get(of) ?? null })
}
