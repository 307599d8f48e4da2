import autocannon from 'autocannon'
import { quantile } from '../table.ts'

/** One request, made before the clock starts. */
export interface BenchRequest {
  method?: 'GET' | 'POST'
  path: string
  /** As JSON. */
  body?: unknown
}

/** The result of one round. */
export interface Round {
  /** Requests answered a second. */
  rate: number
  /** Milliseconds within which 99 in 100 were answered. */
  p99: number
}

export const connections = 16

/**
 * Sends requests on 16 connections, each with its own share of them: either for some seconds, starting over when all
 * were sent, or each request `once`.
 * @throws Error when an answer is not a 2xx
 */
export async function load(
  url: string,
  askings: readonly BenchRequest[],
  {
    seconds,
    headers = {},
    once = false,
  }: { seconds: number; headers?: Record<string, string>; once?: boolean },
): Promise<Round> {
  const share = Math.floor(askings.length / connections)
  const times: number[] = []
  let place = 0
  let [began, ended] = [0, 0]
  const { non2xx, errors, timeouts } = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(
      {
        url,
        connections,
        timeout: 60,
        ...(once ? { amount: share * connections } : { duration: seconds }),
        headers: { 'content-type': 'application/json', ...headers },
        setupClient: (client) => {
          const own = askings.slice(place, place + share)
          place += share
          client.setRequests(
            own.map(({ method = 'POST', path, body }) => ({
              method,
              path,
              ...(body === undefined ? {} : { body: JSON.stringify(body) }),
            })),
          )
          began = performance.now()
        },
      },
      (error, result) => (error ? reject(error) : resolve(result)),
    )
    run.on('response', (_client, _status, _bytes, ms) => {
      times.push(ms)
      // The time of the last answer; the tool itself ends on a full second.
      ended = performance.now()
    })
  })
  if (non2xx + errors + timeouts > 0)
    throw new Error(`${url}: ${non2xx} refused, ${errors} failed, ${timeouts} timed out of ${times.length}`)
  return { rate: (times.length * 1000) / (ended - began), p99: quantile(times, 0.99) }
}
