const minute = 60
const hour = 60 * minute
/** Standard Webhooks 1.0, "Retry schedule": seconds from a failed try to the next. The first try is at once. */
const waits = [
  5,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const
/** Up to this share is added at random, so that deliveries that failed together are not repeated together. */
const jitter = 0.1

/**
 * When a delivery that failed is tried again.
 * @param attempts how often it was tried, including the try that has just failed.
 * @param chance from 0 up to 1.
 * @returns null when that was the last try.
 */
export function nextDeliveryAt(attempts: number, now: Date, chance: number): Date | null {
  const wait = waits[attempts - 1]
  return wait === undefined ? null : new Date(now.getTime() + wait * 1000 * (1 + jitter * chance))
}

/** The result of a try. */
export type TryOutcome = 'sent' | 'applied' | 'again' | 'failed' | 'gone'

/**
 * Standard Webhooks 1.0: only 2xx is success, 410 ends the subscription, all else is tried again while the schedule lasts.
 * @param tried the answer's status, null when there was no whole answer; `applied` when it says that the system applies
 *   the decision.
 * @param again the time of the next try; null when there is none.
 */
export function tryOutcome(
  tried: { status: number | null; applied: boolean },
  again: Date | null,
): TryOutcome {
  const { status, applied } = tried
  if (status !== null && status >= 200 && status < 300) return applied ? 'applied' : 'sent'
  if (status === 410) return 'gone'
  return again ? 'again' : 'failed'
}
