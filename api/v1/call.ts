import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { ApiRefusal } from '../errors.ts'
import { closedHeaders } from '../http/answers.ts'
import type { Asked } from './operation.ts'

/** One request: what is known about it so far, for its answer and its log line. */
export class Call implements Asked {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly requestId: string
  readonly began = performance.now()
  /** The address at the other end of the connection, which a request loses when its body is left unread. */
  readonly peer: string | undefined
  readonly path: string
  readonly search: string
  /** The address with the names of its parameters, for the log, which must not contain references. */
  template = 'unknown'
  systemId: string | undefined
  params: Record<string, string> = {}
  body: unknown
  /** The headers of the answer, which are sent together. */
  readonly headers: Record<string, string | number>
  readonly #stopping: AbortSignal | undefined
  #signal: AbortSignal | undefined

  /** @param stopping ends as the process begins to stop. */
  constructor(request: IncomingMessage, response: ServerResponse, requestId: string, stopping?: AbortSignal) {
    this.#stopping = stopping
    this.request = request
    this.response = response
    this.requestId = requestId
    this.headers = { ...closedHeaders, 'x-request-id': requestId }
    this.peer = request.socket.remoteAddress
    const url = request.url ?? ''
    const mark = url.indexOf('?')
    this.path = mark < 0 ? url : url.slice(0, mark)
    this.search = mark < 0 ? '' : url.slice(mark + 1)
  }

  /** @throws ApiRefusal `malformed-address` for a name that stands twice: who reads the first means another than who reads the last. */
  get query(): Record<string, string> {
    if (!this.search) return {}
    const given = new URLSearchParams(this.search)
    const named = Object.fromEntries(given)
    if (given.size !== Object.keys(named).length) throw new ApiRefusal('malformed-address')
    return named
  }

  get signal(): AbortSignal {
    this.#signal ??= endOf(this.response, this.#stopping)
    return this.#signal
  }

  /** Tells this request from another under the same `Idempotency-Key`. */
  hash(bytes: Uint8Array): string {
    const { request, path, search } = this
    return createHash('sha256').update(`${request.method} ${path}?${search}\n`).update(bytes).digest('hex')
  }
}

function endOf(response: ServerResponse, stopping: AbortSignal | undefined): AbortSignal {
  const ended = new AbortController()
  const end = () => ended.abort()
  if (response.closed || stopping?.aborted) end()
  stopping?.addEventListener('abort', end)
  response.once('close', () => {
    stopping?.removeEventListener('abort', end)
    end()
  })
  return ended.signal
}
