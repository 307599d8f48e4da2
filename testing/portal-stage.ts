import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { vi } from 'vitest'
import { isReadable } from '#api/http/address.ts'
import { answerText } from '#api/http/answers.ts'
import { makeDrain, type StopTimes } from '#api/http/drain.ts'
import { type Answers, portalServer, type ServerSettings } from '#api/http/portal-server.ts'
import { log } from '#log'

/** The portal's server in front of pages and an API that a test makes up. */
export interface PortalStage {
  port: number
  url: string
  /** The requests that came to the pages, with what they were told. */
  seen: IncomingMessage[]
  /** How many connections are open. */
  connections(): Promise<number>
  on: ReturnType<typeof portalServer>['server']
  /** Stops gently, as on SIGTERM. */
  stop(): Promise<void>
  /** Ends at once, after a test. */
  end(): void
}

type Page = (request: IncomingMessage, response: ServerResponse) => unknown

/** @param stopTimes all short unless a test says otherwise. */
export async function portalStage(
  given: Partial<Answers> & { page?: Page } = {},
  { stopTimes = {}, ...settings }: Partial<ServerSettings> & { stopTimes?: Partial<StopTimes> } = {},
): Promise<PortalStage> {
  vi.spyOn(log, 'info').mockReturnValue()
  const seen: IncomingMessage[] = []
  const { page = (_, response) => response.end('page'), ...answers } = given
  const portal = portalServer(
    {
      pages: async (request, response) => {
        seen.push(request)
        await page(request, response)
      },
      api: async (request, response) => {
        const readable = isReadable(request.url ?? '')
        answerText(response, readable ? 200 : 400, 'api')
      },
      reach: async () => {},
      ...answers,
    },
    {
      development: false,
      trustedProxies: 0,
      secrets: ['a secret of more than thirty-two characters'],
      drain: makeDrain({ notice: 5000, told: 0, lately: 30_000, finish: 5000, settle: 1000, ...stopTimes }),
      ...settings,
    },
  )
  const { server } = portal
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const at = server.address()
  const port = typeof at === 'object' && at ? at.port : 0
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    seen,
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    on: server,
    stop: portal.stop,
    end: () => {
      server.close()
      server.closeAllConnections()
      vi.restoreAllMocks()
    },
  }
}
