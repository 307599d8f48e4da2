/** The worker has to end before the outside has answered. */
export class Abandoned extends Error {
  override name = 'Abandoned'
}

/**
 * Waits for an answer of the outside, unless the worker has to end.
 * @throws Abandoned when it has; what becomes of the work is then not known.
 */
export async function unlessAbandoned<Result>(
  work: Promise<Result>,
  abandoning: AbortSignal | undefined,
): Promise<Result> {
  if (!abandoning) return work
  const { promise, reject } = Promise.withResolvers<never>()
  const abandon = () => reject(new Abandoned())
  abandoning.addEventListener('abort', abandon)
  if (abandoning.aborted) abandon()
  try {
    return await Promise.race([work, promise])
  } finally {
    abandoning.removeEventListener('abort', abandon)
  }
}
