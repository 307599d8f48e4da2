/** The meaning of each refusal's status; the answer has a sentence as well. */
const meanings: Record<number, string> = {
  400: 'The request cannot be read.',
  401: 'No valid key or token was sent: it is missing, not ours, revoked or expired.',
  403: 'The key does not carry the permission.',
  404: 'There is no such customer or record.',
  408: 'The body took too long to arrive.',
  409: 'Decided otherwise meanwhile, or the `Idempotency-Key` was used for another request.',
  410: 'It is over.',
  413: 'The body is too large.',
  415: 'The body is of another media type, or compressed in another way.',
  422: 'The input is not as described; every fault is named.',
  423: 'It cannot be changed now.',
  429: 'Too many requests; wait.',
  500: 'Something failed on this side, and nothing was saved.',
  503: 'Nobody can vouch for the access token now; keys are taken all the same.',
}
const own: Record<number, Record<string, string>> = {
  401: { 'WWW-Authenticate': '#/components/headers/Authenticate' },
  429: { 'Retry-After': '#/components/headers/RetryAfter' },
}
/** Statuses sent before the system is known. */
const outside = new Set([401, 503])

/** A response for each status, named `Problem<status>`. @param inside headers of answers to a known system. */
export function problemResponses(statuses: ReadonlySet<number>, inside: Record<string, string>) {
  const { 'X-Request-Id': requestId = '', ...rest } = inside
  return Object.fromEntries(
    [...statuses].map((status) => {
      const headers = {
        'X-Request-Id': requestId,
        ...(outside.has(status) ? {} : rest),
        ...own[status],
      }
      return [
        `Problem${status}`,
        {
          description: meanings[status],
          headers: Object.fromEntries(Object.entries(headers).map(([name, $ref]) => [name, { $ref }])),
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]
    }),
  )
}
