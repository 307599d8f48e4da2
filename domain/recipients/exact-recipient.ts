import type { KeyObject } from 'node:crypto'
import { disclosures } from '#db/schema/recipients.ts'
import { homeCountry } from '#policy/schema.ts'
import { openText, seal } from '../crypto.ts'
import { mask } from '../mask.ts'
import type { DisclosureLine, ExactRecipient } from './schema.ts'

type Columns = Pick<typeof disclosures.$inferInsert, 'toNameSealed' | 'toKind' | 'toCountry'>

/** The columns in which a disclosure keeps its exact recipient. */
export const exactColumns = {
  toNameSealed: disclosures.toNameSealed,
  toKind: disclosures.toKind,
  toCountry: disclosures.toCountry,
}

const place = (id: string) => `disclosures:${id}:to`

/** The name may be a person's, so it is sealed with the customer's key; it is nowhere in the open, nor in the id. */
export const sealExact = (key: KeyObject, id: string, { to }: DisclosureLine): Columns =>
  to ? { toNameSealed: seal(key, to.name, place(id)), toKind: to.kind, toCountry: to.country } : {}

/** Whether a line says the exact recipient that is recorded; neither may say one. */
export function isSameExact(
  key: KeyObject | undefined,
  { to }: DisclosureLine,
  { id, toNameSealed, toKind, toCountry }: Columns & { id: string },
): boolean {
  if (!to || !toNameSealed) return !to && !toNameSealed
  const name = key && openText(key, toNameSealed, place(id))
  return to.name === name && to.kind === toKind && to.country === toCountry
}

/** The exact recipient for its customer. A person's name is shown masked: it is that person's, not the customer's. */
export function openExact(
  key: KeyObject,
  { id, toNameSealed, toKind, toCountry }: Columns & { id: string },
): ExactRecipient | null {
  if (!toNameSealed || !toKind || !toCountry) return null
  const name = openText(key, toNameSealed, place(id))
  return {
    name: toKind === 'person' ? mask('name', name) : name,
    kind: toKind,
    country: toCountry,
    abroad: toCountry !== homeCountry,
  }
}
