import type { Instrumentation } from 'next'

/** Logs a page that failed: the digest its reader sees and the request id, never the page's values. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  const { log } = await import('#log')
  const digest = error instanceof Error && 'digest' in error ? error.digest : undefined
  const name = error instanceof Error ? error.name : typeof error
  log.error(
    { requestId: request.headers['x-request-id'], digest, error: name, path: request.path.split('?')[0] },
    'a page failed',
  )
}
