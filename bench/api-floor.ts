import { createServer, type IncomingMessage } from 'node:http'
import { Pool } from 'pg'

/**
 * The least a program can do that answers over HTTP from Postgres: a bare server of its own process, one select for a
 * POST to `/check`, one statement that writes three rows for any other. It checks nothing and keeps no log.
 */
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 16 })

const select = {
  name: 'floor_select',
  text: `select outcome, decided_at, expires_at from consent_decisions
    where customer_id = $1 and consent = $2 order by position desc limit 1`,
}
const write = {
  name: 'floor_write',
  text: `with state as (insert into floor_states values ($1, $2, $3, $4)),
    event as (insert into floor_events values (uuidv7(), $1, $2, $4))
    insert into floor_outbox values (uuidv7(), $1, $2, $4)`,
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return JSON.parse(Buffer.concat(parts).toString())
}

const server = createServer(async (request, response) => {
  if (request.method === 'GET') return void response.end('ok')
  const { customer, consent, outcome } = await bodyOf(request)
  const answer =
    request.url === '/check'
      ? (await pool.query({ ...select, values: [customer, consent] })).rows[0]
      : (await pool.query({ ...write, values: [customer, consent, outcome, new Date().toISOString()] }))
          .rowCount
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(answer))
})
server.listen(Number(process.env.PORT), process.env.HOSTNAME)
process.once('SIGTERM', () => process.exit(0))
