import { z } from 'zod'
import { locales } from '#policy/locale.ts'
import { readPhone } from './phone.ts'

/** Twelve digits are an IIN, ten or eleven from 7 or 8 on a phone, however they are spaced. */
const looksPersonal = (reference: string) =>
  /^(\d{12}|[78]?7\d{9})$/.test(reference.replace(/[^\da-z]/gi, ''))

/** The bank's own id of a customer. It stands in addresses, and so is never a number that names the person elsewhere. */
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
/** Who answers for the subject, by the bank's own id. */
export const guardianInput = z.strictObject({ guardian: referenceInput })
