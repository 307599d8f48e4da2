import type { Instrumentation } from 'next'

/** Logs a page that failed: the digest its reader sees and the request id, never the page's values. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  // Next also builds this file for its edge runtime, on which nothing of the portal runs and the log cannot be loaded.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { log, loggedPath, toldError } = await import('#log')
  const digest = error instanceof Error && 'digest' in error ? error.digest : undefined
  log.error(
    {
      requestId: request.headers['x-request-id'],
      digest: typeof digest === 'string' && /^[\w.;:/@-]{1,64}$/.test(digest) ? digest : undefined,
      error: toldError(error),
      path: loggedPath(request.path),
    },
    'a page failed',
  )
}
