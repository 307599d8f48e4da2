import { z } from 'zod'
import { iinInput, phoneInput } from '../customers/schema.ts'
import type { LookNoticeView } from '../looks/schema.ts'

/** Six digits; spaces and dashes are allowed, because people paste them. */
export const codeInput = z
  .string()
  .transform((typed) => typed.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'code.shape'))

export const requestCodeInput = z.object({ phone: phoneInput })
export const verifyCodeInput = z.object({
  phone: phoneInput,
  code: codeInput,
  /** Only where several customers have the number. */
  iin: z.preprocess((typed) => (typed === '' || typed === null ? undefined : typed), iinInput.optional()),
})
export const stepUpInput = z.object({ code: codeInput })
export const endSessionInput = z.object({ id: z.uuid('session.unknown') })

/** A code was requested: how long it is valid, and when another may be requested. The same for an unknown number. */
export interface CodeSent {
  expiresAt: Date
  resendAt: Date
}

export interface SessionView {
  id: string
  device: string
  /** The network address at its start; null in a look. */
  address: string | null
  startedAt: Date
  lastSeenAt: Date
  current: boolean
  /** Whether this reader may end it. */
  endable: boolean
}

/**
 * An address by which several numbers were tried, or a number that several addresses tried. What it tried, or what tried
 * it, are `others`; one with which a sign-in succeeded is none of `missed`.
 */
export interface Spray {
  /** The keyed hash of the address or the number, as rows and lines have it. */
  mark: string
  others: number
  missed: number
  codesRequested: number
  failures: number
  /** Tries of numbers nobody has that were counted but have no row; of an address. */
  onlyCounted: number
  firstAt: Date
  lastAt: Date
}

export interface SpraysView {
  /** The rows from then on were read. */
  since: Date
  /** The worst first. */
  addresses: Spray[]
  numbers: Spray[]
  /** Tries of numbers nobody has, by addresses beyond those that are counted one by one. */
  countedTogether: number
  /** From how many `missed` on each is listed. */
  from: { addresses: number; numbers: number }
}

/** The signed-in customer, for the frame of the pages. */
export interface Me {
  customerId: string
  sessionId: string
  verifiedAt: Date
  /** Whether this session's browser has already sent `Sec-GPC: 1`. */
  gpcNoticed: boolean
  /** First name and the initial of the surname; null when the bank sent no name. */
  name: string | null
  /** The whole name, for what is printed. */
  fullName: string | null
  /** The open looks at the customer's pages, which every page shows. */
  looks: LookNoticeView[]
}
