import { type ChildProcess, spawn } from 'node:child_process'
import { createSecretKey, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signatureHeaders } from '#gateways/webhook-sender.ts'
import { receiverSample } from './receiver-sample.ts'

const secret = Buffer.alloc(32, 7)
let folder: string
let running: ChildProcess
let address: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arqau-sample-'))
  await writeFile(join(folder, 'receiver.mjs'), receiverSample)
  running = spawn(process.execPath, ['receiver.mjs'], {
    cwd: folder,
    env: { ...process.env, WEBHOOK_SECRET: `whsec_${secret.toString('base64')}`, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = await once(running.stdout as NodeJS.ReadableStream, 'data')
  address = `http://127.0.0.1:${/listening on (\d+)/.exec(String(said))?.[1]}`
})
afterAll(async () => {
  running.kill()
  await rm(folder, { recursive: true, force: true })
})

const body = JSON.stringify({ type: 'subscription.tested', data: { delivery: 'one' } })
const post = (secrets: Buffer[], { at = new Date(), text = body } = {}) =>
  fetch(address, {
    method: 'POST',
    headers: signatureHeaders(
      { id: randomUUID(), at, body },
      secrets.map((one) => createSecretKey(one)),
    ),
    body: text,
  })

it('the receiver that developers are shown takes what is signed for it, by any of several secrets', async () => {
  const other = Buffer.alloc(32, 8)
  for (const secrets of [[secret], [other, secret]]) {
    const answer = await post(secrets)
    expect([answer.status, await answer.text()]).toEqual([200, '{"status":"applied"}'])
  }
})

it('the receiver that developers are shown refuses what is forged, changed or old', async () => {
  for (const forged of [
    post([Buffer.alloc(32, 8)]),
    post([secret], { text: body.replace('one', 'two') }),
    post([secret], { at: new Date(Date.now() - 3_600_000) }),
    post([]),
    fetch(address, { method: 'POST', body }),
  ])
    expect((await forged).status).toBe(401)
})
