import { z } from 'zod'
import { clockIds } from './clock-ids.ts'
import { refusalReasons } from './refusal-reasons.ts'
import { requestGroups, rightKinds } from './request-kinds.ts'
import { dpv, fragment, origin, text } from './shapes.ts'

// The shapes of what can be asked for and of the reasons for a refusal.

export const requestRight = z.strictObject({
  id: z.enum(rightKinds),
  group: z.enum(requestGroups),
  /** What the customer wants, in their words; no full stop. */
  wish: fragment,
  /** What the bank does then: whole sentences. */
  happens: text,
  /** The name of the right. */
  title: text,
  citation: fragment,
  /** The clock by which the bank owes its answer. */
  clock: z.enum(clockIds),
  ...origin,
})

export const refusal = z.strictObject({
  id: z.enum(refusalReasons),
  title: text,
  citation: fragment,
  dpv,
  ...origin,
})
