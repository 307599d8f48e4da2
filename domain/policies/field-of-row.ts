import type { Tx } from '#db/client.ts'
import { allFields } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Field } from '#policy/schema.ts'
import { historyOf, readVersions } from './history.ts'

/** The field of today's catalogue with that id; undefined when it has none. */
export const fieldNamed = (id: string): Field | undefined =>
  allFields(catalogue()).find((one) => one.id === id)

/** The field of something held: today's, else that of the policy under which it was put; null when no policy has it. */
export async function fieldOfRow(tx: Tx, id: string, written: Date): Promise<Field | null> {
  const today = fieldNamed(id)
  if (today) return today
  const history = await historyOf(tx, await readVersions(tx), [{ kind: 'field', id, written }])
  return history.find('field', id, written)?.thing ?? null
}
