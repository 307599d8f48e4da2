import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { DueMessage } from '#domain/messages/open-message.ts'
import { freePort } from '#testing/free-port.ts'
import { gatewaySender } from './sms.ts'

const portal = 'https://privacy.bank.example'
const message: DueMessage = {
  id: '0199aa00-0000-7000-8000-000000000002',
  kind: 'look-started',
  channel: 'sms',
  locale: 'en',
  to: '+77010000118',
  params: {},
}

let gateway: Server
let url: string
let asked: { authorization: string | undefined; body: unknown }[]
let answer: { status: number; headers?: Record<string, string> }
beforeAll(async () => {
  gateway = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body: unknown = chunks.length > 0 && JSON.parse(Buffer.concat(chunks).toString('utf8'))
    asked.push({ authorization: request.headers.authorization, body })
    response.writeHead(answer.status, answer.headers).end()
  })
  const port = await freePort()
  await new Promise<void>((resolve) => gateway.listen(port, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${port}/sms`
})
afterAll(() => gateway.close())
beforeEach(() => {
  asked = []
  answer = { status: 202 }
})

it('gives the gateway the message’s id, the number and the text, with the token', async () => {
  await gatewaySender({ url, token: 'secret' }, portal).send(message)
  const text =
    'Bank staff have begun a viewing session of your data. You can stop it in the Privacy Centre: privacy.bank.example/looks'
  expect(asked).toEqual([
    { authorization: 'Bearer secret', body: { id: message.id, to: '+77010000118', text } },
  ])
})

it('takes anything but a 2xx for a refusal, and follows no redirect', async () => {
  const sender = gatewaySender({ url }, portal)
  for (const status of [400, 429, 503]) {
    answer = { status }
    await expect(sender.send(message)).rejects.toMatchObject({ responseCode: status })
  }
  answer = { status: 307, headers: { location: url } }
  await expect(sender.send(message)).rejects.toThrow()
  expect(asked).toHaveLength(4)
})
