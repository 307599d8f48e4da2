import { createSecretKey, randomUUID } from 'node:crypto'
import type { LookupFunction } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newKey } from '#domain/crypto.ts'
import type { PushBody } from '#domain/events/schema.ts'
import { secretText } from '#domain/systems/rotate-secret.ts'
import { networkList } from '#networks'
import { type Receiver, startReceiver, status } from '#testing/receiver.ts'
import { signatureHeaders, type WebhookSender, webhookSender } from './webhook-sender.ts'

const here = { allowed: networkList(['127.0.0.1']) }
const at = new Date()
const body: PushBody = {
  type: 'complaint.filed',
  timestamp: at.toISOString(),
  data: {
    ...{ id: randomUUID(), type: 'complaint.filed', at: at.toISOString(), position: 1, customer: 'C-1' },
    data: { complaint: 'Ш-1' },
    delivery: randomUUID(),
  },
}
const [secret, former] = [newKey(), newKey()]
const delivery = (url: string, secrets = [secret]) => ({ id: body.data.delivery, url, secrets, body })

let receiver: Receiver
let sender: WebhookSender
beforeEach(async () => {
  receiver = await startReceiver()
  sender = webhookSender(here, 1)
})
afterEach(async () => {
  sender.close()
  await receiver.stop()
})
const send = (url = receiver.url) => sender.send(delivery(url), at)

describe('a signature', () => {
  it('is taken by the client that Standard Webhooks publishes, with either secret while two count', async () => {
    await sender.send(delivery(receiver.url, [secret, former]), at)
    const [got] = receiver.received
    const headers = Object.fromEntries(
      Object.entries(got?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    )
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': body.data.delivery })
    for (const key of [secret, former])
      expect(new Webhook(secretText(key)).verify(got?.text ?? '', headers)).toEqual(body)
    expect(() => new Webhook(secretText(newKey())).verify(got?.text ?? '', headers)).toThrow()
  })

  it('fits no other id, time or body', () => {
    const text = JSON.stringify(body)
    const headers = signatureHeaders({ id: 'msg_1', at, body: text }, [secret])
    const client = new Webhook(secretText(secret))
    expect(client.verify(text, headers)).toEqual(body)
    expect(() => client.verify(text, { ...headers, 'webhook-id': 'msg_2' })).toThrow()
    const later = String(Number(headers['webhook-timestamp']) + 1)
    expect(() => client.verify(text, { ...headers, 'webhook-timestamp': later })).toThrow()
    expect(() => client.verify(`${text} `, headers)).toThrow()
    const old = signatureHeaders({ id: 'msg_1', at: new Date(at.getTime() - 360_000), body: text }, [secret])
    expect(() => client.verify(text, old)).toThrow()
  })

  it('is the one that the libraries of Standard Webhooks all make of the same message', () => {
    const key = createSecretKey('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: new Date(1_614_265_330_000) }
    expect(signatureHeaders({ ...message, body: '{"test": 2432232314}' }, [key])).toEqual({
      'webhook-id': message.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })

  it('is made by a secret that is written as the standard has it', () => {
    expect(secretText(secret)).toMatch(/^whsec_[\w+/]{43}=$/)
  })
})

describe('a receiver’s answer', () => {
  it.each([
    [204, '', { status: 204, applied: false }],
    [200, 'ok', { status: 200, applied: false }],
    [200, '{"status":"applied"}', { status: 200, applied: true }],
    [202, '{"status":"queued"}', { status: 202, applied: false }],
    [500, '{"status":"applied"}', { status: 500, applied: false }],
    [410, '', { status: 410, applied: false }],
  ])('the answer %i %s is %o', async (code, text, tried) => {
    receiver.answer((response) => response.writeHead(code).end(code === 204 ? undefined : text))
    expect(await send()).toEqual({ ...tried, fault: null })
  })

  it('an answer that points elsewhere is not followed', async () => {
    receiver.answer((response) => response.writeHead(307, { location: receiver.url }).end())
    expect(await send()).toEqual({ status: 307, fault: null, applied: false })
    expect(receiver.received).toHaveLength(1)
  })

  it('an answer is read no further than 64 kB', async () => {
    receiver.answer((response) => {
      response.writeHead(200)
      const more = () => {
        if (!response.destroyed) response.write(' '.repeat(16_384), () => setImmediate(more))
      }
      more()
    })
    expect(await send()).toEqual({ status: 200, fault: null, applied: false })
  })

  it('an answer that ends in the middle, or never comes, is none', async () => {
    receiver.answer((response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"status":')
      setImmediate(() => response.destroy())
    })
    expect(await send()).toEqual({ status: null, fault: 'cut-off', applied: false })
    receiver.answer(() => {})
    const began = performance.now()
    expect(await send()).toEqual({ status: null, fault: 'timeout', applied: false })
    expect(performance.now() - began).toBeLessThan(5000)
  })

  it('an answer that trickles in without an end is cut off by the clock', async () => {
    receiver.answer((response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write(' '), 50)
      response.once('close', () => clearInterval(timer))
    })
    expect(await send()).toEqual({ status: null, fault: 'timeout', applied: false })
  })

  it('a port where nobody listens gives no answer', async () => {
    await receiver.stop()
    expect(await send()).toEqual({ status: null, fault: 'unreachable', applied: false })
  })
})

describe('where a webhook is sent', () => {
  const refused = { status: null, fault: 'address-refused', applied: false }
  it.each([
    'http://127.0.0.1:1/',
    'https://127.0.0.1:1/',
    'https://[::1]:1/',
    'https://[::ffff:127.0.0.1]:1/',
    'https://2130706433:1/',
    'https://0x7f.1:1/',
    'https://localhost:1/',
    'http://8.8.8.8/',
    'ftp://8.8.8.8/',
  ])('the address %s is refused before anything is sent', async (url) => {
    const nowhere = webhookSender({ allowed: networkList([]) }, 1)
    expect(await nowhere.send(delivery(url), at)).toEqual(refused)
    nowhere.close()
  })

  it('an address is judged by every answer of the name service, at every connection', async () => {
    const secret = await startReceiver('127.0.0.3', Number(new URL(receiver.url).port))
    const answers = [['127.0.0.1'], ['127.0.0.3'], ['127.0.0.1', '127.0.0.3'], ['127.0.0.1']]
    const asked: string[] = []
    const resolve: LookupFunction = (name, _, done) => {
      asked.push(name)
      done(
        null,
        (answers.shift() ?? []).map((address) => ({ address, family: 4 })),
      )
    }
    receiver.answer((response) => response.writeHead(204, { connection: 'close' }).end())
    const changing = webhookSender(here, 1, resolve)
    const url = new URL(receiver.url)
    url.hostname = 'gateway.bank.example'
    const tries = []
    for (let nth = 0; nth < 4; nth++) tries.push(await changing.send(delivery(url.href), at))
    const sent = { status: 204, fault: null, applied: false }
    expect(tries).toEqual([sent, refused, refused, sent])
    expect(asked).toEqual(Array.from({ length: 4 }, () => 'gateway.bank.example'))
    expect(receiver.received).toHaveLength(2)
    expect(secret.received).toEqual([])
    changing.close()
    await secret.stop()
  })

  it('an address is judged again by where the connection went', async () => {
    const secret = await startReceiver('127.0.0.3')
    const { port } = new URL(secret.url)
    const resolve: LookupFunction = (_, __, done) => done(null, [{ address: '127.0.0.3', family: 4 }])
    const list = networkList(['127.0.0.3'])
    let asked = 0
    // Allowed when the name is looked up, but no longer once the connection is made.
    const allowed = { check: (...of: [string, 'ipv4' | 'ipv6']) => ++asked === 1 && list.check(...of) }
    const late = webhookSender({ allowed }, 1, resolve)
    expect(await late.send(delivery(`http://gateway.bank.example:${port}/`), at)).toEqual(refused)
    expect(asked).toBe(2)
    expect(secret.received).toEqual([])
    late.close()
    await secret.stop()
  })

  it('an address with an unknown name is said to have one', async () => {
    const resolve: LookupFunction = (name, _, done) =>
      done(Object.assign(new Error(name), { code: 'ENOTFOUND' }), [])
    const lost = webhookSender(here, 1, resolve)
    const tried = await lost.send(delivery('https://gateway.bank.example/'), at)
    expect(tried).toEqual({ status: null, fault: 'name-unknown', applied: false })
    lost.close()
  })
})

it('a sender keeps a connection, and is not misled when the receiver has closed it', async () => {
  expect(await send()).toMatchObject({ status: 204 })
  const { port } = new URL(receiver.url)
  await receiver.stop()
  receiver = await startReceiver('127.0.0.1', Number(port))
  receiver.answer(status(200, '{"status":"applied"}'))
  const tries = [await send(), await send()]
  expect(tries.at(-1)).toEqual({ status: 200, fault: null, applied: true })
})
