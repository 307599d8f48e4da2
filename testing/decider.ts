import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { recordDecision } from '#domain/consents/record-decision.ts'
import { isDomainError } from '#domain/errors.ts'
import { scopes } from '#domain/permissions.ts'
import { workerContext } from '#domain/worker-context.ts'
import { startWorker } from '#jobs/worker.ts'
import { services } from '#services'

/**
 * A process of its own for tests that end it by force: takes decisions at `POST /<customer>` as a system of the bank
 * would send them, and delivers them.
 */
const at = await services()
await startWorker()
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const actor = { kind: 'system', systemId: 'core-banking', scopes } as const
  const subject = request.url?.slice(1) ?? null
  try {
    const ctx = { ...workerContext(at, randomUUID()), actor, subject }
    await recordDecision(ctx, JSON.parse(Buffer.concat(chunks).toString('utf8')))
    response.writeHead(200).end()
  } catch (error) {
    response.writeHead(isDomainError(error) ? 409 : 500).end()
  }
})
server.listen(at.config.PORT, at.config.HOSTNAME)
