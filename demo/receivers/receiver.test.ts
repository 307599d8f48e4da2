import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterEach, expect, it } from 'vitest'
import { type Obeyed, type Pushed, receiver } from './receiver.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const body = JSON.stringify({ type: 'consent.decided', data: { delivery: 'one', customer: 'C-1' } })
const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

async function listening(obey: (pushed: Pushed) => Promise<Obeyed>) {
  const server = createServer(receiver(secret, obey))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => server.close())
  const { port } = server.address() as AddressInfo
  return async (id: string, { signedBy = secret, at = new Date(), text = body } = {}) => {
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(signedBy).sign(id, at, body),
    }
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body: text })
    return { status: answer.status, said: await answer.text() }
  }
}

it('does what it is told once, and gives the same answer to the same delivery', async () => {
  const told: Pushed[] = []
  const push = await listening(async (pushed) => {
    told.push(pushed)
    return 'applied'
  })
  for (let time = 0; time < 2; time += 1)
    expect(await push('one')).toEqual({ status: 200, said: '{"status":"applied"}' })
  expect(told).toEqual([JSON.parse(body)])
  await push('two')
  expect(told).toHaveLength(2)
})

it('answers 202 to what it has only taken, and 500 to what it could not do, which is then tried again', async () => {
  const results: (Obeyed | Error)[] = [new Error('no'), 'taken']
  const push = await listening(async () => {
    const result = results.shift()
    if (result instanceof Error || !result) throw result
    return result
  })
  expect((await push('one')).status).toBe(500)
  expect(await push('one')).toEqual({ status: 202, said: '{"status":"taken"}' })
})

it('believes nothing that is not signed for it, is old, or was changed on the way', async () => {
  const push = await listening(() => Promise.reject(new Error('must not be told')))
  const another = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
  const hourAgo = new Date(Date.now() - 3600_000)
  for (const forged of [{ signedBy: another }, { at: hourAgo }, { text: body.replace('C-1', 'C-2') }])
    expect((await push('one', forged)).status).toBe(401)
})

it('stands in docs/receivers.md as it runs here', () => {
  const source = readFileSync(new URL('./receiver.ts', import.meta.url), 'utf8')
  expect(readFileSync(new URL('../../docs/receivers.md', import.meta.url), 'utf8')).toContain(
    `\`\`\`ts\n${source}\`\`\`\n`,
  )
})
