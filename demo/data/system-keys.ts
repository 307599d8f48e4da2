import type { Keys } from '#domain/crypto.ts'

/** The demo's invented systems. Each has a receiver and a key. */
export const demoReceivers = ['core-banking', 'sms-gateway', 'zhetel-media', 'analytics'] as const
export type DemoReceiver = (typeof demoReceivers)[number]

type Hash = Pick<Keys, 'lookup'>

/** A system's bearer key: different in every installation and the same at every start, so that the demo can print it. */
export function demoKey({ lookup }: Hash, system: DemoReceiver): string {
  const id = Buffer.from(lookup('demo', `key id ${system}`), 'base64url')
  return `arqau_${id.toString('hex').slice(0, 12)}_${lookup('demo', `key ${system}`)}`
}

/** The secret that signs a receiver's deliveries: 32 bytes, made like its key. */
export const demoSecret = ({ lookup }: Hash, receiver: DemoReceiver): Buffer =>
  Buffer.from(lookup('demo', `secret ${receiver}`), 'base64url')
