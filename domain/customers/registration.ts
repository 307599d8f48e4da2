import { z } from 'zod'
import { locales } from '#policy/locale.ts'
import type { Keys } from '../crypto.ts'
import { momentOrDay } from '../moment-input.ts'
import { iinInput, phoneInput, referenceInput } from './schema.ts'

/** The data with which a customer is registered. */
export const registrationInput = z.strictObject({
  reference: referenceInput,
  iin: iinInput.describe('The twelve digits of the IIN.'),
  phone: phoneInput.describe('The mobile number to which codes are sent, in any usual way of writing it.'),
  phoneSince: momentOrDay('customer.phone-since')
    .optional()
    .describe(
      'Since when the customer has this phone, a moment or a day. Of two numbers, the one they have since later is theirs.',
    ),
  locale: z
    .enum(locales, 'locale.unknown')
    .describe('The language in which the bank writes to them, until they choose another.'),
})
export type Registration = z.infer<typeof registrationInput>

/** The keyed hashes by which a customer is found, in place of the values: by all lookup keys, the first one's first. */
export const identityHashes = (
  keys: Keys,
  { iin, phone }: Pick<Registration, 'iin' | 'phone'>,
): IdentityHashes => ({ iin: keys.lookups('iin', iin), phone: keys.lookups('phone', phone) })

export interface IdentityHashes {
  iin: string[]
  phone: string[]
}

/** The hashes on the row of a customer, which are by one lookup key. */
export interface RowHashes {
  iinHash: string
  phoneHash: string
}
export const rowHashes = ({ iin: [iinHash = ''], phone: [phoneHash = ''] }: IdentityHashes): RowHashes => ({
  iinHash,
  phoneHash,
})
export const hasIin = ({ iin }: IdentityHashes, row: RowHashes): boolean => iin.includes(row.iinHash)
export const hasPhone = ({ phone }: IdentityHashes, row: RowHashes): boolean => phone.includes(row.phoneHash)
