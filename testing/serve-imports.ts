import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { importOperations } from '#api/v1/operations/imports.ts'
import { serveApi } from '#api/v1/serve.ts'
import { workerContext } from '#domain/worker-context.ts'
import { runImports } from '#jobs/run-imports.ts'
import { services } from '#services'

/** For measuring and testing imports: the machine API's imports and the worker's job that does them, in a process of their own. */
const at = await services()
const { db } = at.database
const serve = serveApi({ db, keys: at.keys, operations: importOperations, requestsPerSecond: 1000 })
const server = createServer((request, response) => {
  if (request.url === '/healthz') return void response.end('ok\n')
  if (request.url === '/memory') return void response.end(JSON.stringify(process.memoryUsage()))
  void serve(request, response, randomUUID())
})
server.requestTimeout = 0
server.listen(at.config.PORT, at.config.HOSTNAME)

const stopping = new AbortController()
process.once('SIGTERM', () => stopping.abort())
while (!stopping.signal.aborted) {
  await runImports(workerContext(at, randomUUID()), at, stopping.signal)
  await new Promise((resolve) => setTimeout(resolve, 50))
}
server.close()
server.closeAllConnections()
await at.database.close()
