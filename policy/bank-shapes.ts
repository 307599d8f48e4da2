import { z } from 'zod'
import { fragment, id, isoDate, origin, originName, text, words } from './shapes.ts'

// The shapes of the policy's own sentences and of the bank that answers for the data.

/** Where each of these keys comes from; they have no place of their own for a mark. */
const originsOf = <const Keys extends readonly string[]>(keys: Keys) =>
  z.partialRecord(z.enum(keys), originName).optional()

export const policyTexts = z.strictObject({
  title: text,
  lede: text,
  effective: isoDate,
  jurisdiction: z.literal('KZ'),
  definition: text,
  sharingRule: text,
  crossBorder: text,
  storage: text,
  thirdPersons: text,
  /** Which app the policy is about, and what that app is. */
  scope: text.optional(),
  governingLaw: text.optional(),
  ownership: text.optional(),
  /** What this portal adds to the policy's own sentences on transfer abroad. */
  abroadHere: text.optional(),
  origins: originsOf([
    'effective',
    'definition',
    'sharingRule',
    'crossBorder',
    'storage',
    'thirdPersons',
    'scope',
    'governingLaw',
    'ownership',
    'abroadHere',
  ]),
})

export const operator = z.strictObject({
  name: text,
  bin: z.strictObject({ value: z.string().regex(/^\d{12}$/), ...origin }),
  address: text,
  phones: z
    .array(
      z.strictObject({
        id,
        number: words,
        label: text,
        /** When it is answered; lower case, no full stop. */
        hours: z.strictObject({ text: fragment, ...origin }).optional(),
        ...origin,
      }),
    )
    .min(1),
  /** The line that is named first, and to those who suspect that someone used their account. */
  urgentPhone: id,
  responsible: z.strictObject({ title: text, email: z.email(), ...origin }),
  regulator: text,
  /** How to reach the regulator. */
  regulatorContacts: z.strictObject({ address: text, phone: words, site: z.url(), ...origin }).optional(),
  site: z.url(),
  origins: originsOf(['address', 'regulator', 'site']),
})
