import type { IncomingMessage, ServerResponse } from 'node:http'

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

/**
 * Ends the connection of a request that is not complete in time, of one that drips on after its answer, and of one whose
 * answer is not taken. Node itself limits only the time of a head.
 */
export function limitTime(request: IncomingMessage, response: ServerResponse, times: TimeLimits): void {
  const { socket } = request
  const cutUnlessComplete = () => {
    if (!request.complete) socket.destroy()
  }
  const isLimited = () => !unlimited.has(request)
  const whole = setTimeout(() => isLimited() && socket.destroy(), times.whole)
  const body = hasBody(request) ? setTimeout(() => isLimited() && cutUnlessComplete(), times.body) : undefined
  response.once('close', () => {
    clearTimeout(whole)
    clearTimeout(body)
    if (request.complete || socket.destroyed) return
    const rest = setTimeout(cutUnlessComplete, times.rest)
    const forget = () => {
      clearTimeout(rest)
      socket.off('close', forget)
    }
    request.once('end', forget)
    socket.once('close', forget)
  })
}

/** Lets a request take as long as it needs, up to its answer: an import that has been admitted. */
export const liftTimeLimits = (request: IncomingMessage): void => void unlimited.add(request)

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
