import { ProviderUnreachable } from '#gateways/staff-provider.ts'
import { TokenRefused } from './token.ts'

/** Why nobody was let in, as the entrance tells it. */
export const staffRefusals = ['token', 'stale', 'unreachable', 'cancelled', 'fault'] as const
export type StaffRefusal = (typeof staffRefusals)[number]

/** What the provider says of itself when it answers but can't (RFC 6749, section 4.1.2.1). */
const cannot = new Set(['server_error', 'temporarily_unavailable'])

/**
 * What a failed sign-in tells who waits for it.
 * @param failure what next-auth ended with.
 * @param said the `error` that the provider sent back in place of a code; believed once next-auth has found that it
 * answers this browser's own question.
 */
export function staffRefusal(failure: unknown, said: string | null): StaffRefusal {
  const chain = causes(failure)
  if (chain.some((error) => error instanceof ProviderUnreachable)) return 'unreachable'
  const refused = chain.find((error) => error instanceof TokenRefused)
  if (refused) return refused.reason
  if (said && chain.some((error) => label(error) === 'OAuthCallbackError')) {
    if (said === 'access_denied') return 'cancelled'
    if (cannot.has(said)) return 'unreachable'
  }
  return chain.some((error) => label(error) === callbackFailed) ? 'fault' : 'token'
}

/** next-auth wraps whatever its own callbacks throw, and so what the verb throws, in this. */
const callbackFailed = 'AccessDenied'

/** The codes of what went wrong, outermost first: what the log may hold of it. */
export const failureCodes = (failure: unknown): string[] => causes(failure).map(label)

/** The error that a callback of next-auth threw. */
export const thrownWithin = (failure: unknown): unknown => {
  const chain = causes(failure)
  return chain[chain.findIndex((error) => label(error) === callbackFailed) + 1]
}

/** next-auth names its errors by `type`, jose by `code`. */
const label = (error: Error): string =>
  'type' in error ? String(error.type) : 'code' in error ? String(error.code) : error.name

/** An error and what lies beneath it; next-auth keeps the error it wraps in `cause.err`. */
function causes(error: unknown): Error[] {
  if (!(error instanceof Error)) return []
  const { cause } = error
  const beneath = typeof cause === 'object' && cause !== null && 'err' in cause ? cause.err : cause
  return [error, ...causes(beneath)]
}
