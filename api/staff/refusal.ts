import { ProviderUnreachable } from '#gateways/staff-provider.ts'
import { TokenRefused } from './token.ts'

/** The reasons that the sign-in page can show. */
export const staffRefusals = ['token', 'stale', 'unreachable', 'cancelled', 'fault'] as const
export type StaffRefusal = (typeof staffRefusals)[number]

/** Error codes by which the provider says that it cannot answer now (RFC 6749, section 4.1.2.1). */
const cannot = new Set(['server_error', 'temporarily_unavailable'])

/**
 * The reason of a failed sign-in.
 * @param failure the error of next-auth.
 * @param said the `error` that the provider sent instead of a code; it is believed after next-auth has checked that it
 *   belongs to this browser's own request.
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

/** next-auth wraps errors of its callbacks, and so of the verb, in this type. */
const callbackFailed = 'AccessDenied'

/** The codes of a failure, outermost first; the log has only these. */
export const failureCodes = (failure: unknown): string[] => causes(failure).map(label)

/** The error that a callback of next-auth threw. */
export const thrownWithin = (failure: unknown): unknown => {
  const chain = causes(failure)
  return chain[chain.findIndex((error) => label(error) === callbackFailed) + 1]
}

/** next-auth names its errors by `type`, jose by `code`. */
const label = (error: Error): string =>
  'type' in error ? String(error.type) : 'code' in error ? String(error.code) : error.name

/** An error and its causes. next-auth keeps the error it wraps in `cause.err`. */
function causes(error: unknown): Error[] {
  if (!(error instanceof Error)) return []
  const { cause } = error
  const beneath = typeof cause === 'object' && cause !== null && 'err' in cause ? cause.err : cause
  return [error, ...causes(beneath)]
}
