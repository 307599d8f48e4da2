import { createSecretKey, type KeyObject } from 'node:crypto'
import { open, seal } from '../crypto.ts'

const place = (copyId: string) => `copies:${copyId}:key`

/** The key of a copy as its row keeps it, sealed with the customer's: without that one nothing of it opens. */
export const sealCopyKey = (customer: KeyObject, copyId: string, key: KeyObject): Uint8Array =>
  seal(customer, key.export(), place(copyId))

export const openCopyKey = (customer: KeyObject, copyId: string, sealed: Uint8Array): KeyObject =>
  createSecretKey(open(customer, sealed, place(copyId)))

/** Where a chunk belongs: moved to another place or copy, it does not open. */
export const chunkPlace = (copyId: string, number: number): string =>
  `copy_chunks:${copyId}:${number}:content`
