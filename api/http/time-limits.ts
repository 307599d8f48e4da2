import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** How long the parts of an exchange may take, in milliseconds. */
export interface TimeLimits {
  /** From the head of a request to the last byte of its body. */
  body: number
  /** From the answer to the last byte of a request that was answered before it had come. */
  rest: number
  /** From the head of a request until its answer is taken. */
  whole: number
}

/** A form of words is a few kilobytes; a JSON body has 30 seconds of its own (`api/v1/body.ts`). */
export const usualTimes: TimeLimits = { body: 60_000, rest: 5000, whole: 10 * 60_000 }
/** Five files of 10 MB, over a line of 1.5 Mbit/s. */
export const timesWithFiles: TimeLimits = { ...usualTimes, body: 5 * 60_000 }

/** Requests that may take as long as they need. They are few: an entry for every request would make the collector slow. */
const unlimited = new WeakSet<IncomingMessage>()

/** A request and its answer, with the times since the process began, in milliseconds. */
interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  times: TimeLimits
  began: number
  /** When the answer was first found ended. */
  ended?: number
}

/**
 * Ends the connection of a request that is not complete in time, of one that drips on after its answer, and of one whose
 * answer is not taken. Node itself limits only the time of a head. All connections are looked through now and then: timers
 * for every request would take a twentieth of what the machine API takes to answer.
 * @param everyMs how often; a limit may be exceeded by so much.
 * @returns what gives a request its limits.
 */
export function limitTimes(
  server: Server,
  everyMs: number,
): (request: IncomingMessage, response: ServerResponse, times: TimeLimits) => void {
  const latest = new Map<Socket, Exchange>()
  const looking = setInterval(() => {
    const now = performance.now()
    for (const [socket, exchange] of latest) if (isLate(exchange, now)) socket.destroy()
  }, everyMs)
  looking.unref()
  server.once('close', () => clearInterval(looking))
  return (request, response, times) => {
    const { socket } = request
    const former = latest.get(socket)
    if (!former) socket.once('close', () => latest.delete(socket))
    // A client may send the next request before it takes the answer to this one, and gains no time by that.
    const began = former && !former.response.closed ? former.began : performance.now()
    latest.set(socket, { request, response, times, began })
  }
}

function isLate(exchange: Exchange, now: number): boolean {
  const { request, response, times, began } = exchange
  if (response.closed) {
    exchange.ended ??= now
    return !request.complete && now - exchange.ended > times.rest
  }
  if (unlimited.has(request)) return false
  return now - began > (request.complete ? times.whole : times.body)
}

/** Lets a request take as long as it needs, up to its answer: an import that has been admitted. */
export const liftTimeLimits = (request: IncomingMessage): void => void unlimited.add(request)
