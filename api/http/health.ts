import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerText } from './answers.ts'

/** How long the database may take to answer, and how long its answer counts, in milliseconds. */
const patienceMs = 2000
const freshMs = 1000

export type Health = (request: IncomingMessage, response: ServerResponse) => boolean

/** What readiness is made of. */
export interface Readiness {
  /** Ends once the process has begun to stop. */
  stopping: AbortSignal
  /** @throws Error when the database cannot be reached. */
  reach(): Promise<unknown>
  /** Called with each answer to a probe of readiness. */
  probed?: (ready: boolean) => void
}

/**
 * Answers `/healthz`, which says that the process lives, and `/readyz`, which says that it wants requests: not while it
 * stops, nor while its database cannot be reached. However many ask, the database is asked once in a second.
 * @returns whether the request was one of them.
 */
export function makeHealth({ stopping, reach, probed }: Readiness): Health {
  let asked: { at: number; reachable: Promise<boolean> } | undefined
  const reachable = () => {
    const now = performance.now()
    if (!asked || now - asked.at > freshMs) asked = { at: now, reachable: within(patienceMs, reach()) }
    return asked.reachable
  }
  const answerReady = async (response: ServerResponse) => {
    const ready = !stopping.aborted && (await reachable()) && !stopping.aborted
    probed?.(ready)
    answerText(response, ready ? 200 : 503, ready ? 'ready' : 'not ready')
  }
  return (request, response) => {
    const [, path] = probes.exec(request.url ?? '') ?? []
    if (!path) return false
    if (request.method !== 'GET' && request.method !== 'HEAD')
      answerText(response, 405, 'GET or HEAD', { allow: 'GET, HEAD' })
    else if (path === '/healthz') answerText(response, 200, 'ok')
    else void answerReady(response)
    return true
  }
}

const probes = /^(\/healthz|\/readyz)(?:\?|$)/

const within = (ms: number, work: Promise<unknown>): Promise<boolean> =>
  new Promise((resolve) => {
    const slow = setTimeout(() => resolve(false), ms)
    work
      .then(
        () => resolve(true),
        () => resolve(false),
      )
      .finally(() => clearTimeout(slow))
  })
