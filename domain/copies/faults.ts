import type { CopyFault } from './schema.ts'

/** The digest was not made: the copy is tried again, since one without it would not be whole. */
export class DigestFailed extends Error {
  override name = 'DigestFailed'
  constructor(cause: unknown) {
    super('the digest was not made', { cause })
  }
}

/** What the page says of a failure. A full disk is SQLSTATE 53100 (disk_full), or ENOSPC of the embedded engine's folder. */
export function faultOf(error: unknown): CopyFault {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof DigestFailed) return 'digest'
    if ('code' in cause && (cause.code === '53100' || cause.code === 'ENOSPC')) return 'no-space'
  }
  return 'fault'
}
