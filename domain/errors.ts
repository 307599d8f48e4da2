/** One fault of an input: its path, and the key of the sentence that says it (`errors.…` in the messages). */
export interface Issue {
  path: string
  key: string
  params?: Record<string, string | number>
}

interface Details {
  forbidden: Record<never, never>
  'not-found': Record<never, never>
  invalid: { issues: Issue[] }
  conflict: Record<never, never>
  /** `since` tells for how long, where the sentence says so. */
  locked: { reason: string; since?: Date }
  'step-up': Record<never, never>
  'too-many': { retryAfterSeconds: number; sentence?: string }
}
export type ErrorCode = keyof Details

interface RefusingLimit {
  name: string
  counted: string
  address: string
  /** Of a sign-in. */
  number?: string
}

/** A verb's refusal. The list of codes is closed; `api/errors.ts` alone turns them into answers. */
export class DomainError<Code extends ErrorCode = ErrorCode> extends Error {
  override name = 'DomainError'
  readonly code: Code
  readonly details: Details[Code]
  /** For the log, of a `too-many`: the limit, and keyed hashes of what it counted, the address and a sign-in's number. */
  readonly limit: RefusingLimit | undefined
  constructor(code: Code, details: Details[Code], limit?: RefusingLimit) {
    super(code)
    this.code = code
    this.details = details
    this.limit = limit
  }
}

export const isDomainError = (error: unknown): error is DomainError => error instanceof DomainError

export const isRefusal = <Code extends ErrorCode>(error: unknown, code: Code): error is DomainError<Code> =>
  error instanceof DomainError && error.code === code

export const forbidden = () => new DomainError('forbidden', {})
export const notFound = () => new DomainError('not-found', {})
/** Another change came first: what the caller saw no longer holds. */
export const conflict = () => new DomainError('conflict', {})
/** It can't be changed now. @param reason the key of the sentence that says why. @param since since when. */
export const locked = (reason: string, since?: Date) =>
  new DomainError('locked', since ? { reason, since } : { reason })
/** A fresh one-time code is needed first. */
export const stepUpNeeded = () => new DomainError('step-up', {})
/** @param sentence the key of the sentence that says why, where it is not the general one. */
export const tooMany = (retryAfterSeconds: number, sentence?: string, limit?: RefusingLimit) =>
  new DomainError('too-many', sentence ? { retryAfterSeconds, sentence } : { retryAfterSeconds }, limit)
export const invalid = (path: string, key: string, params?: Issue['params']) =>
  new DomainError('invalid', { issues: [params ? { path, key, params } : { path, key }] })

/** @throws DomainError `invalid` with all the issues, if there are any */
export function refuseIfAny(issues: Issue[]): void {
  if (issues.length > 0) throw new DomainError('invalid', { issues })
}
