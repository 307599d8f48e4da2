import { z } from 'zod'
import { phoneInput } from '../customers/schema.ts'
import type { LookNotice } from '../looks/schema.ts'

/** Six digits; spaces and dashes as people paste them are fine. */
export const codeInput = z
  .string()
  .transform((typed) => typed.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'code.shape'))

export const requestCodeInput = z.object({ phone: phoneInput })
export const verifyCodeInput = z.object({ phone: phoneInput, code: codeInput })
export const stepUpInput = z.object({ code: codeInput })
export const endSessionInput = z.object({ id: z.uuid('session.unknown') })

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
