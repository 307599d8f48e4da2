import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { RouterClient } from '@orpc/server'
import type { Refusal } from './errors.ts'
import type { portal } from './portal.ts'

/** The browser's API, typed from its one declaration. */
export const client: RouterClient<typeof portal> = createORPCClient(
  new RPCLink({ url: () => `${window.location.origin}/api/portal` }),
)

/** What the server refused and why, in the reader's words; undefined for anything else, such as no network. */
export function refusalIn(error: unknown): Refusal | undefined {
  return error instanceof ORPCError && isRefusal(error.data) ? error.data : undefined
}

const isRefusal = (data: unknown): data is Refusal =>
  typeof data === 'object' && data !== null && 'fields' in data && 'requestId' in data

/** The sentence to show for a call that failed: the server's own, or the given one when it was not reached. */
export const sentenceFor = (error: unknown, unreached: string): string =>
  refusalIn(error)?.message ?? unreached
