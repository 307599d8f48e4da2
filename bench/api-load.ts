import autocannon from 'autocannon'
import { quantile } from './table.ts'

/** One request, made before the clock starts. */
export interface Asking {
  path: string
  body: unknown
}

/** What came of one round. */
export interface Round {
  /** Requests answered a second. */
  rate: number
  /** Milliseconds within which 99 in 100 were answered. */
  p99: number
}

export const connections = 16

/**
 * Asks over and over for some seconds on 16 connections, each with its own share of the requests.
 * @throws Error when an answer is not a 2xx, or a connection has asked everything it has and would repeat itself.
 */
export async function load(
  url: string,
  askings: readonly Asking[],
  {
    seconds,
    headers = {},
    once = false,
  }: { seconds: number; headers?: Record<string, string>; once?: boolean },
): Promise<Round> {
  const share = Math.floor(askings.length / connections)
  const times: number[] = []
  let place = 0
  const began = performance.now()
  const { non2xx, errors, timeouts } = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(
      {
        url,
        connections,
        ...(once ? { amount: share * connections } : { duration: seconds }),
        headers: { 'content-type': 'application/json', ...headers },
        setupClient: (client) => {
          const own = askings.slice(place, place + share)
          place += share
          client.setRequests(
            own.map(({ path, body }) => ({ method: 'POST' as const, path, body: JSON.stringify(body) })),
          )
        },
      },
      (error, result) => (error ? reject(error) : resolve(result)),
    )
    run.on('response', (_client, _status, _bytes, ms) => times.push(ms))
  })
  const ms = performance.now() - began
  if (non2xx + errors + timeouts > 0)
    throw new Error(`${url}: ${non2xx} refused, ${errors} failed, ${timeouts} timed out of ${times.length}`)
  return { rate: (times.length * 1000) / ms, p99: quantile(times, 0.99) }
}
