import type { Keys } from '#domain/crypto.ts'

/** The demo's invented systems; each has a key for the API, and but for the first also a receiver. */
export const demoReceivers = ['sms-gateway', 'zhetel-media', 'analytics'] as const
export type DemoReceiver = (typeof demoReceivers)[number]
export type DemoSystem = 'core-banking' | DemoReceiver

type Hash = Pick<Keys, 'lookup'>

/** A system's bearer key: another in every installation, and the same at every start, so that it can be told again. */
export function demoKey({ lookup }: Hash, system: DemoSystem): string {
  const id = Buffer.from(lookup('demo', `key id ${system}`), 'base64url')
  return `arqau_${id.toString('hex').slice(0, 12)}_${lookup('demo', `key ${system}`)}`
}

/** What a receiver's deliveries are signed with: 32 bytes, made as its key is. */
export const demoSecret = ({ lookup }: Hash, receiver: DemoReceiver): Buffer =>
  Buffer.from(lookup('demo', `secret ${receiver}`), 'base64url')
