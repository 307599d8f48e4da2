/** A receiver that needs nothing but Node: the page shows it, and its test runs it. */
export const receiverSample = `// receiver.mjs
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

const secret = Buffer.from(process.env.WEBHOOK_SECRET.replace('whsec_', ''), 'base64')

// While secrets are being changed there are several signatures: one is enough.
function isSigned(headers, body) {
  const id = headers['webhook-id']
  const at = headers['webhook-timestamp']
  if (!(Math.abs(Date.now() / 1000 - Number(at)) < 300)) return false
  const expected = createHmac('sha256', secret).update([id, at, body].join('.')).digest()
  return String(headers['webhook-signature']).split(' ').some((signature) => {
    const given = Buffer.from(signature.replace('v1,', ''), 'base64')
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}

const server = createServer(async (request, response) => {
  const body = await text(request)
  if (!isSigned(request.headers, body)) return response.writeHead(401).end()
  const { type, data } = JSON.parse(body)
  console.log(type, data)
  // Carry the decision out here, once for each webhook-id. The answer says that it is done.
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"applied"}')
})
server.listen(process.env.PORT ?? 8080, () => console.log('listening on', server.address().port))
`

/** How it is started. */
export const receiverStart = "WEBHOOK_SECRET='whsec_…' node receiver.mjs"
