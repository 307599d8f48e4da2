import { createServer } from 'node:http'
import next from 'next'

/** Serves the empty app the way the portal is served: Next's handler behind a plain Node server. */
const port = Number(process.env.PORT)
const app = next({ dev: false, dir: 'bench/pages/empty', hostname: 'localhost', port })
await app.prepare()
const pages = app.getRequestHandler()
createServer((request, response) => void pages(request, response)).listen(port, 'localhost')
process.once('SIGTERM', () => process.exit(0))
