import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import type { StateApplication, StateConsent, StateDecision } from '#domain/state-service/state-service.ts'

/** A small state service for the demo and the tests: a real HTTP server that keeps its data in memory. */
export interface StateServiceSimulator {
  url: string
  /** The applications it has; those without a decision are listed. */
  applications: StateApplication[]
  /** Every decision it received by `KDP_SEND_SOLUTION`, repeats included. */
  decisions: StateDecision[]
  /** Every question it received by `KDP_SERVICE`. */
  questions: { iin: string; code: string }[]
  /** The paths of all requests, in order. */
  asked: string[]
  /** The consents it knows, by person; all others are not given. */
  consents: Map<string, StateConsent>
  /** Answers every request from now on with this function instead; null restores the usual answers. */
  misbehave(how: ((request: IncomingMessage, response: ServerResponse) => void) | null): void
  stop(): Promise<void>
}

export const consentAt = (iin: string, code: string) => `${iin} ${code}`

/** @param options.authorization the `Authorization` header it requires; without one anyone may ask. */
export async function startStateService(
  options: { port?: number; authorization?: string } = {},
): Promise<StateServiceSimulator> {
  let other: ((request: IncomingMessage, response: ServerResponse) => void) | null = null
  const at: Omit<StateServiceSimulator, 'url'> = {
    applications: [],
    decisions: [],
    questions: [],
    asked: [],
    consents: new Map(),
    misbehave: (how) => {
      other = how
    },
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  const server = createServer(async (request, response) => {
    at.asked.push(request.url ?? '')
    if (other) return other(request, response)
    const wanted = options.authorization
    if (wanted && request.headers.authorization !== wanted) return void response.writeHead(401).end()
    const answer = await bodyOf(request)
      .then((body) => answerTo(at, request.url ?? '', body))
      .then((body) => ({ status: body ? 200 : 404, body }))
      .catch(() => ({ status: 400, body: null }))
    response
      .writeHead(answer.status, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer.body ?? {}))
  })
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  return Object.assign(at, { url: `http://127.0.0.1:${port}` })
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

const decision = z.custom<StateDecision>(
  (value) => z.looseObject({ number: z.string() }).safeParse(value).success,
)
const question = z.object({ iin: z.string(), code: z.string() })
/** The path at which a person withdraws a consent at the service: `POST {iin, code}`. */
export const filing = '/applications'

/** @returns null for an unknown path. @throws ZodError for a body of the wrong shape */
function answerTo(at: Omit<StateServiceSimulator, 'url'>, path: string, body: unknown): unknown {
  switch (path) {
    case '/KDP_LIST_TO_REVOKE': {
      const decided = new Set(at.decisions.map(({ number }) => number))
      return { applications: at.applications.filter(({ number }) => !decided.has(number)) }
    }
    case '/KDP_SEND_SOLUTION':
      at.decisions.push(decision.parse(body))
      return {}
    case '/KDP_SERVICE': {
      const asked = question.parse(body)
      at.questions.push(asked)
      const none: StateConsent = { given: false, since: null, until: null }
      return at.consents.get(consentAt(asked.iin, asked.code)) ?? none
    }
    case filing: {
      const number = `KDP-${at.applications.length + 1}`
      at.applications.push({ number, ...question.parse(body), at: new Date().toISOString() })
      return { number }
    }
    default:
      return null
  }
}
