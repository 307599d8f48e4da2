import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** How long the parts of stopping may take, in milliseconds. */
export interface StopTimes {
  /** From the signal until new requests are refused, when a probe has been heard lately. */
  notice: number
  /** From the first probe that was told, so that what its balancer has already sent on is still answered. */
  told: number
  /** How lately a probe must have been heard. */
  lately: number
  /** For requests to finish. */
  finish: number
  /** For handlers to write down that their callers are gone. */
  settle: number
}

export const usualStopTimes: StopTimes = {
  notice: 5000,
  told: 1000,
  lately: 30_000,
  finish: 10_000,
  settle: 2000,
}

/** The requests of a process from its start to its end. */
export interface Drain {
  /** Ends as stopping begins. */
  stopping: AbortSignal
  /** Whether new requests are refused. */
  refuses(): boolean
  /** Counts a request until its answer is taken and its handler has ended. */
  enter(response: ServerResponse, handled: Promise<unknown>): void
  /** A probe of readiness was answered. */
  probed(): void
  /**
   * Stops: balancers that ask for readiness get the time to hear of it, then new requests are refused, and those under way
   * finish.
   * @param close closes every connection that is left.
   */
  stop(close: () => void): Promise<void>
}

export function makeDrain(times: StopTimes = usualStopTimes): Drain {
  const stopping = new AbortController()
  let answering = 0
  let handling = 0
  // A set of the responses under way would keep each alive long after it is deleted: a table that a set has outgrown refers
  // to the next one, and once it is old only a full collection frees that chain.
  const latest = new Map<Socket, ServerResponse>()
  const told = Promise.withResolvers<void>()
  let probedAt = Number.NEGATIVE_INFINITY
  let refusing = false
  let idle: (() => void) | undefined
  const tellIdle = () => {
    if (answering + handling === 0) idle?.()
  }
  const awaitAnswer = (response: ServerResponse) => {
    if (response.closed) return
    if (!response.headersSent) response.shouldKeepAlive = false
    answering += 1
    response.once('close', () => {
      answering -= 1
      tellIdle()
    })
  }
  /** @returns whether nothing is under way any more. */
  const untilIdle = async (ms: number) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    idle = resolve
    tellIdle()
    await withinOr(ms, promise)
  }

  const remember = (response: ServerResponse) => {
    const { socket } = response.req
    if (!latest.has(socket)) socket.once('close', () => latest.delete(socket))
    latest.set(socket, response)
  }

  return {
    stopping: stopping.signal,
    refuses: () => refusing,
    enter: (response, handled) => {
      remember(response)
      if (stopping.signal.aborted) awaitAnswer(response)
      handling += 1
      const settle = () => {
        handling -= 1
        tellIdle()
      }
      void handled.then(settle, settle)
    },
    probed: () => {
      probedAt = performance.now()
      if (stopping.signal.aborted) told.resolve()
    },
    stop: async (close) => {
      stopping.abort()
      for (const response of latest.values()) awaitAnswer(response)
      if (performance.now() - probedAt < times.lately)
        await withinOr(
          times.notice,
          told.promise.then(() => withinOr(times.told, never)),
        )
      refusing = true
      await untilIdle(times.finish)
      close()
      await untilIdle(times.settle)
    },
  }
}

const never = new Promise<void>(() => {})

/** Waits for something, but not longer than so many milliseconds. */
const withinOr = (ms: number, done: Promise<unknown>): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(resolve, ms)
    void done.then(() => {
      clearTimeout(late)
      resolve()
    })
  })
