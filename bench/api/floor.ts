import { createServer, type IncomingMessage } from 'node:http'
import { Pool } from 'pg'

/**
 * The least a program can do that answers over HTTP from Postgres: a bare server in a process of its own, one statement
 * for each request, planned once. It checks nothing and keeps no log. `/check` is one select; `/rows` writes the three
 * rows of a decision into tables with the same columns, keys and indexes; `/small` writes three small rows with one key
 * each.
 */
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 16 })

const texts = {
  '/check': `select outcome, decided_at, expires_at from consent_decisions
    where customer_id = $1 and consent = $2 order by position desc limit 1`,
  '/small': `with state as (insert into floor_states values ($1, $2, $3, $4)),
    event as (insert into floor_small_events values (uuidv7(), $1, $2, $4))
    insert into floor_outbox values (uuidv7(), $1, $2, $4)`,
  '/rows': `with decision as (insert into floor_decisions (customer_id, id, consent, outcome, position, previous_id,
      decided_at, expires_at, channel, evidence, locale, policy_version, confirmed, despite_signal, actor_kind, actor_id)
      values ($1, $5, $2, $3, $6, $7, $4, null, 'app', null, 'kk', 1, false, false, 'system', 'bench')),
    entry as (insert into floor_audit (customer_id, id, at, action, actor_kind, actor_id, object_id, detail, request_id)
      values ($1, uuidv7(), $4, 'consent.withdrawn', 'system', 'bench', $5::text, $8, $9))
    insert into floor_events (customer_id, id, type, object_id, at) values ($1, uuidv7(), 'consent.decided', $5::text, $4)`,
}
type Path = keyof typeof texts
interface Body {
  id: string
  customer: string
  consent: string
  outcome: string
  previousId: string
  channel: string
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return JSON.parse(Buffer.concat(parts).toString())
}

function valuesOf(path: Path, { id, customer, consent, outcome, previousId, channel }: Body): unknown[] {
  if (path === '/check') return [customer, consent]
  const common = [customer, consent, outcome, new Date().toISOString()]
  return path === '/small' ? common : [...common, id, 2, previousId, { consent, channel }, id]
}

const isPath = (url = ''): url is Path => Object.hasOwn(texts, url)
const server = createServer(async (request, response) => {
  const { url } = request
  if (!isPath(url)) return void response.end('ok')
  const values = valuesOf(url, await bodyOf(request))
  const { rows, rowCount } = await pool.query({ name: url, text: texts[url], values })
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(url === '/check' ? rows[0] : { rowCount }))
})
server.listen(Number(process.env.PORT), process.env.HOSTNAME)
process.once('SIGTERM', () => process.exit(0))
