import { z } from 'zod'
import { locales } from '#policy/locale.ts'
import { readIin } from './iin.ts'
import { readPhone } from './phone.ts'

/** The bank's own id of a customer. */
export const referenceInput = z
  .string('customer.reference')
  .trim()
  .regex(/^[\x21-\x7e]{1,64}$/, 'customer.reference')

export const iinInput = z.string('iin.length').transform((typed, context) => {
  const result = readIin(typed)
  if ('iin' in result) return result.iin
  context.addIssue({ code: 'custom', message: result.wrong })
  return z.NEVER
})

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
