import { AuthError } from 'next-auth'
import { ProviderUnreachable } from './staff-provider.ts'
import { TokenRefused } from './staff-token.ts'

/** Why nobody was let in, as the entrance tells it. */
export const staffRefusals = ['token', 'stale', 'unreachable', 'cancelled', 'fault'] as const
export type StaffRefusal = (typeof staffRefusals)[number]

/** What the provider says of itself when it answers but can't (RFC 6749, section 4.1.2.1). */
const cannot = new Set(['server_error', 'temporarily_unavailable'])

/**
 * What a failed sign-in tells who waits for it.
 * @returns with the error beneath for a fault of the portal's own, else the names and codes of what went wrong.
 */
export function staffRefusal(failure: unknown): { refusal: StaffRefusal; cause: unknown } {
  const chain = [...causes(failure)]
  const names = chain.map(({ name, ...rest }) => ('code' in rest ? `${name} ${String(rest.code)}` : name))
  const refusal = refusalIn(chain)
  return { refusal, cause: refusal === 'fault' ? chain.at(1) : names }
}

function refusalIn(chain: Error[]): StaffRefusal {
  if (chain.some((error) => error instanceof ProviderUnreachable)) return 'unreachable'
  const refused = chain.find((error) => error instanceof TokenRefused)
  if (refused) return refused.reason
  const said = chain
    .map((error) => (error instanceof AuthError ? error.cause?.error : undefined))
    .find(Boolean)
  if (said === 'access_denied') return 'cancelled'
  if (typeof said === 'string' && cannot.has(said)) return 'unreachable'
  // The verb failed: next-auth wraps whatever its own callbacks throw in this.
  return chain.some((error) => error instanceof AuthError && error.type === 'AccessDenied')
    ? 'fault'
    : 'token'
}

/** An error and what lies beneath it; next-auth keeps the error it wraps in `cause.err`. */
function* causes(error: unknown): Generator<Error> {
  for (let at = error; at instanceof Error; ) {
    yield at
    const { cause } = at
    at = at instanceof AuthError ? at.cause?.err : cause
  }
}
