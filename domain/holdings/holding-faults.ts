import { allFields } from '#policy/find.ts'
import type { Catalogue } from '#policy/schema.ts'
import type { Keys } from '../crypto.ts'
import type { Issue } from '../errors.ts'
import { fitsIdentity } from './holding-row.ts'
import type { HoldingInput } from './schema.ts'

/** The ids of the fields of which something can be held. */
export const fieldIds = (catalogue: Catalogue): ReadonlySet<string> =>
  new Set(allFields(catalogue).map((field) => field.id))

/** The fault of a field that the catalogue does not know. */
export const fieldFault = (fields: ReadonlySet<string>, { field }: HoldingInput): Issue | null =>
  fields.has(field) ? null : unknownField

/** The fault of an IIN or a phone number that is not the one the customer is registered with. */
export const identityFault = (
  keys: Keys,
  registered: { iinHash: string; phoneHash: string },
  holding: HoldingInput,
): Issue | null => (fitsIdentity(keys, registered, holding) ? null : notRegistered)

const unknownField: Issue = { path: 'field', key: 'holding.unknown-field' }
const notRegistered: Issue = { path: 'value', key: 'holding.not-registered' }
