import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { anyWidth } from '#testing/browser/any-width.ts'
import { startEmbedded } from '#testing/browser/embedded.ts'
import { expect, test } from '#testing/browser/fixtures.ts'

const forged = '{"level":60,"msg":"forged"}'
const addresses = [
  ...['/', '/policy', '/sign-in', '/nowhere', '/complaints/0199aa00-0000-7000-8000-000000000001'],
  ...[
    `/%0a${forged}`,
    `/x%0d%0a${forged}`,
    `/x"},${forged}`,
    `/\u0085${forged}`,
    `/\u00e2\u0080\u00a8${forged}`,
  ],
  ...[
    '/policy/%00',
    '/policy/99999999999999999999',
    "/policy/1'%20or%201=1",
    '/%E0%A4%A',
    '/..%2f..%2f/etc/passwd',
  ],
  ...[
    '/sign-in?name=Gulsim&phone=77010000118',
    '/policy/1?name=Gulsim#Gulsim',
    '//evil.example/x',
    '/x\u007f\t',
  ],
  ...[
    '/_next/image?url=%2Ficon.svg&w=64&q=75',
    `/_next/image?url=${forged}`,
    '/_next/data/x/y.json',
    '/_next/static/x',
  ],
  ...[
    'http://user:Gulsim@evil.example/x',
    '/api/portal/%0a',
    '/api/v1/consents?name=Gulsim',
    '/api/auth/callback/staff?x',
  ],
]

/** Sends a request whose target is as it stands, which no client would send. @returns the answer. */
async function ask(port: number, target: string, head: string[] = []): Promise<string> {
  const socket = connect(port, 'localhost')
  const lines = [`GET ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...head, '', '']
  socket.write(Buffer.from(lines.join('\r\n'), 'latin1'))
  return text(socket)
}

test('every line of a server that is asked for hostile addresses is its own and JSON', anyWidth, async () => {
  test.setTimeout(120_000)
  const folder = mkdtempSync(join(tmpdir(), 'arqau-log-'))
  const server = await startEmbedded(folder)
  const port = Number(new URL(server.url).port)
  for (const address of addresses) {
    await ask(port, address)
    await ask(port, address, ['Next-Action: Gulsim', 'RSC: 1', `User-Agent: ${forged}`])
  }
  expect(await ask(port, '/_next/image?url=%2Ficon.svg&w=64&q=75')).toMatch(/^HTTP\/1\.1 404/)
  await server.kill('SIGTERM')
  const log = server.output().replace(/\nArqau is ready: [\s\S]* Ctrl\+C stops\.\n/, '')
  const lines = log.split('\n').filter(Boolean)
  expect(lines.length).toBeGreaterThan(addresses.length)
  for (const line of lines) {
    expect(() => JSON.parse(line), line).not.toThrow()
    expect(JSON.parse(line).msg, line).not.toBe('forged')
    expect(line).not.toMatch(/Gulsim|77010000118|[\u007f-\u{10ffff}]/u)
  }
  rmSync(folder, { recursive: true, force: true })
})
