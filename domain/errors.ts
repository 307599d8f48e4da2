/** One thing wrong with an input: where, and the key of the sentence that says it (`errors.…` in the messages). */
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
  locked: { reason: string }
  'step-up': Record<never, never>
  'too-many': { retryAfterSeconds: number }
}
export type ErrorCode = keyof Details

/** Everything a verb can refuse with. The list is closed; `api/errors.ts` alone turns it into transport. */
export class DomainError<Code extends ErrorCode = ErrorCode> extends Error {
  override name = 'DomainError'
  readonly code: Code
  readonly details: Details[Code]
  constructor(code: Code, details: Details[Code]) {
    super(code)
    this.code = code
    this.details = details
  }
}

export const isDomainError = (error: unknown): error is DomainError => error instanceof DomainError

export const isRefusal = <Code extends ErrorCode>(error: unknown, code: Code): error is DomainError<Code> =>
  error instanceof DomainError && error.code === code

export const forbidden = () => new DomainError('forbidden', {})
export const notFound = () => new DomainError('not-found', {})
/** Decided elsewhere meanwhile: what the caller saw is no longer so. */
export const conflict = () => new DomainError('conflict', {})
/** Can't be changed now; `reason` is the key of the sentence that says why. */
export const locked = (reason: string) => new DomainError('locked', { reason })
/** A fresh one-time code is needed first. */
export const stepUpNeeded = () => new DomainError('step-up', {})
export const tooMany = (retryAfterSeconds: number) => new DomainError('too-many', { retryAfterSeconds })
export const invalid = (path: string, key: string, params?: Issue['params']) =>
  new DomainError('invalid', { issues: [params ? { path, key, params } : { path, key }] })
