import { allFields } from '#policy/find.ts'
import type { Catalogue } from '#policy/schema.ts'
import { isMomentOrDayAhead } from '../ahead.ts'
import type { Keys } from '../crypto.ts'
import { readIin } from '../customers/iin.ts'
import { readPhone } from '../customers/phone.ts'
import type { Issue } from '../errors.ts'
import type { WellFormed } from '../parse.ts'
import { fitsIdentity } from './holding-row.ts'
import type { HoldingInput } from './schema.ts'

/** The ids of the fields of which something can be held. */
export const fieldIds = (catalogue: Catalogue): ReadonlySet<string> =>
  new Set(allFields(catalogue).map((field) => field.id))

/** The faults of a holding by itself: a field that the catalogue does not know, a time in the future. */
export function holdingFaults(
  fields: ReadonlySet<string>,
  now: Date,
  { field, obtainedAt }: WellFormed<HoldingInput>,
): Issue[] {
  const faults: Issue[] = []
  if (field !== undefined && !fields.has(field)) faults.push(unknownField)
  if (obtainedAt && isMomentOrDayAhead(obtainedAt, now)) faults.push(inFuture)
  return faults
}

/** The fault of an IIN or a phone number that is not the one the customer is registered with. */
export const identityFault = (
  keys: Keys,
  registered: { iinHash: string; phoneHash: string },
  holding: HoldingInput,
): Issue | null => (fitsIdentity(keys, registered, holding) ? null : notRegistered)

const unknownField: Issue = { path: 'field', key: 'holding.unknown-field' }
const inFuture: Issue = { path: 'obtainedAt', key: 'holding.time-ahead' }
const notRegistered: Issue = { path: 'value', key: 'holding.not-registered' }

const kept: Partial<Record<string, (value: string) => string>> = {
  iin: (value) => {
    const read = readIin(value)
    return 'iin' in read ? read.iin : value
  },
  // A number in its full form is compared with the registered one next, so that nobody needs to read it.
  phone: (value) => {
    const read = /^\+7\d{10}$/.test(value) ? null : readPhone(value)
    return read && 'phone' in read ? read.phone : value
  },
}

/** The holding as it is kept: IIN and phone in the form in which a registration keeps them, whatever form was sent. */
export function asKept<Holding extends Pick<HoldingInput, 'field' | 'value'>>(holding: Holding): Holding {
  const value = kept[holding.field]?.(holding.value)
  return value === undefined || value === holding.value ? holding : { ...holding, value }
}
