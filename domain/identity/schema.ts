import { z } from 'zod'
import { locales } from '#catalogue/locale.ts'
import type { StaffSession } from '../context.ts'
import type { LookNotice } from '../support/schema.ts'
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

/** Six digits; spaces and dashes as people paste them are fine. */
export const codeInput = z
  .string()
  .transform((typed) => typed.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'code.shape'))

export const requestCodeInput = z.object({ phone: phoneInput })
export const verifyCodeInput = z.object({ phone: phoneInput, code: codeInput })
export const stepUpInput = z.object({ code: codeInput })
export const localeInput = z.object({ locale: z.enum(locales, 'locale.unknown') })
/** Who answers for the subject, by the bank's own id. */
export const guardianInput = z.strictObject({ guardian: referenceInput })
export const endSessionInput = z.object({ id: z.uuid('session.unknown') })

/** The ways a message goes to a customer. */
export const channels = ['sms', 'email'] as const
export type Channel = (typeof channels)[number]

/** A code was asked for: how long it lives and when another may be asked for. The same for known and unknown numbers. */
export interface CodeSent {
  expiresAt: Date
  resendAt: Date
}

export interface SessionView {
  id: string
  device: string
  /** The network address it began from; null for who is not its owner. */
  address: string | null
  startedAt: Date
  lastSeenAt: Date
  current: boolean
  /** Whether whoever looks may end it from here. */
  endable: boolean
}

/** The signed-in customer as the frame shows them. */
export interface Me {
  customerId: string
  sessionId: string
  verifiedAt: Date
  /** Whether this session's browser was already seen to say `Sec-GPC: 1`. */
  gpcNoticed: boolean
  /** First name and the surname's initial; null when the bank sent no name. */
  name: string | null
  /** The looks at their view that are open now: every page tells of them. */
  looks: LookNotice[]
}

/** Who sits at a desk, as the frame shows them. */
export type StaffMe = Pick<StaffSession, 'staffId' | 'role'>

/** The staff's desks. */
export type StaffPlace = 'complaints' | 'customers' | 'looks' | 'oversight'
