import type { KeyObject } from 'node:crypto'
import type { DeliveryFault, PushBody, TestBody } from './schema.ts'

/** What is sent to a receiver, once. */
export interface Webhook {
  /** The `webhook-id`. */
  id: string
  url: string
  /** What signs it. */
  secrets: readonly KeyObject[]
  body: PushBody | TestBody
}

/** The result of a try. */
export interface Tried {
  /** The status of a whole answer; null when there was none. */
  status: number | null
  fault: DeliveryFault | null
  /** Whether the answer says that the system applies the decision. */
  applied: boolean
}

/** Tries once. @param at the time of the try, which is part of the signature. */
export type SendWebhook = (webhook: Webhook, at: Date) => Promise<Tried>
