import { createHmac, type KeyObject } from 'node:crypto'

const prefix = 'whsec_'

/** A signing secret as a receiver is given it (Standard Webhooks 1.0, "Signature scheme"). */
export const secretText = (secret: KeyObject): string => prefix + secret.export().toString('base64')

/** What is signed: the same three things that the receiver gets. */
export interface Signed {
  /** `webhook-id`. */
  id: string
  /** `webhook-timestamp`: of this try. */
  at: Date
  body: string
}

/**
 * The headers of Standard Webhooks 1.0 with a `v1` signature (HMAC-SHA256) for each secret, so that a receiver may know
 * the new one or still the former.
 */
export function signatureHeaders({ id, at, body }: Signed, secrets: readonly KeyObject[]) {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const content = `${id}.${timestamp}.${body}`
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', secret).update(content).digest('base64')}`,
  )
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}
