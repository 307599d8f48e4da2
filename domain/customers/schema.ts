import { z } from 'zod'
import { locales } from '#policy/locale.ts'
import { readPhone } from './phone.ts'

/** Twelve digits could be an IIN; ten, or eleven that begin with 7 or 8, a phone number; whatever stands between them. */
const looksPersonal = (reference: string) =>
  /^(\d{12}|[78]?7\d{9})$/.test(reference.replace(/[^\da-z]/gi, ''))

/** The bank's own id of a customer. Addresses contain it, so it must not be an IIN or a phone number. */
export const referenceInput = z
  .string('customer.reference')
  .trim()
  .regex(/^[\x21-\x7e]{1,64}$/, 'customer.reference')
  .refine((reference) => !looksPersonal(reference), 'customer.reference-personal')

export const phoneInput = z
  .string('phone.invalid')
  .max(40, 'phone.invalid')
  .transform((typed, context) => {
    const result = readPhone(typed)
    if ('phone' in result) return result.phone
    context.addIssue({ code: 'custom', message: result.wrong })
    return z.NEVER
  })

export const localeInput = z.object({ locale: z.enum(locales, 'locale.unknown') })
/** The subject's legal representative, by the bank's own id. */
export const guardianInput = z.strictObject({ guardian: referenceInput })
