import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoPhones } from '#demo/data/world.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { startBalancer } from '#testing/browser/balancer.ts'
import { type EmbeddedServer, startEmbedded } from '#testing/browser/embedded.ts'
import { expect, test } from '#testing/browser/fixtures.ts'
import { openDemoInbox } from '#testing/browser/inbox.ts'
import { freePort } from '#testing/free-port.ts'
import { type RawClient, rawClient, requestText } from '#testing/raw-client.ts'

const portOf = (url: string) => Number(new URL(url).port)

/** The answer to a request as it stands on the wire: its status, and all of it. */
async function ask(url: string, line: string, ...headers: string[]) {
  const client = await rawClient(portOf(url), requestText(line, ...headers, 'Connection: close'), {
    host: 'localhost',
  })
  await client.closed
  return { status: Number(client.heard().split(' ')[1]), text: client.heard() }
}

test('an address that cannot be read gets 400, and no odd one fails', anyWidth, async ({ baseURL }) => {
  for (const path of [
    ...[
      '/%',
      '/%zz',
      '/%c0%af',
      '/%00',
      '/data?x=%00',
      '/data?x=%zz',
      '/policy/%ff',
      '/policy/%00/policy.json',
    ],
    ...['/_next/../sign-in', '/_next/%2e%2e/sign-in', '/_next/..%2fsign-in', '/_next/%252e%252e/sign-in'],
    ...['/complaints/%00', '/receipts/%E0%A4%A', '/staff/cases/%zz', '/api/portal/%00', '/api/auth/%zz'],
    ...['/api/v1/%00', '/api/v1/customers/%zz/holdings', 'ftp://bank.kz/', 'sign-in'],
  ])
    expect((await ask(baseURL ?? '', `GET ${path}`)).status, path).toBe(400)
  for (const path of [
    ...['//evil.example/path', '/\\evil.example', '/%5cevil.example/', '/sign-in//', '///', '/a/%2f%2fb/'],
    ...[
      '/%0d%0aSet-Cookie:x=1',
      '/%0d%0a/',
      '/data?x=%0d%0a',
      '/policy/%25',
      '/policy/100%2525',
      '/policy/%250',
    ],
    ...[
      `/${'a'.repeat(12_000)}`,
      `/?${'a=b&'.repeat(3000)}`,
      '/?__proto__[x]=1',
      '/policy/99999999999999999999',
    ],
    ...['/complaints/%F0%9F%92%A9', '/receipts/x', '/_next/image?url=%2F&w=16&q=75', '/_next/data/x/y.json'],
    ...[
      'http://bank.kz/sign-in',
      `http://bank.kz/${'é'}`,
      '/data?_rsc=x',
      '/sign-in?returnTo=//evil.example',
    ],
  ]) {
    const { status, text } = await ask(baseURL ?? '', `GET ${path}`)
    expect(status, path).toBeGreaterThanOrEqual(200)
    expect(status, path).toBeLessThan(500)
    expect(text, path).not.toMatch(/^location: (?:https?:)?[/\\]{2}evil/im)
  }
})

test('a cookie or header that cannot be read fails no page', anyWidth, async ({ baseURL }) => {
  for (const value of ['%', '%zz', '%00', '%c0%af', '"', ';;==', 'x'.repeat(4000)])
    for (const name of [
      'arqau.session',
      'arqau.locale',
      'arqau.browser',
      'arqau.staff',
      'arqau.callback',
      '%zz',
    ])
      for (const path of ['/sign-in', '/data', '/staff']) {
        const { status } = await ask(baseURL ?? '', `GET ${path}`, `Cookie: ${name}=${value}`)
        expect(status, `${path} ${name}=${value}`).toBeLessThan(500)
      }
  for (const header of [
    'Origin: nonsense',
    'Host: a b',
    'X-Forwarded-Host: //',
    'Next-Action: x',
    'RSC: 1',
    'Accept-Language: \xff',
  ])
    expect(
      (await ask(baseURL ?? '', 'POST /sign-in', header, 'Content-Length: 0')).status,
      header,
    ).toBeLessThan(500)
})

test(
  'a page is asked for with GET, HEAD or POST, and an upgrade is passed over',
  anyWidth,
  async ({ baseURL }) => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])
      expect((await ask(baseURL ?? '', `${method} /sign-in`)).status, method).toBe(405)
    const head = await ask(baseURL ?? '', 'HEAD /sign-in')
    expect(head.status).toBe(200)
    expect(head.text).toMatch(/\r\n\r\n$/)
    for (const upgrade of ['h2c', 'websocket']) {
      const client = await rawClient(
        portOf(baseURL ?? ''),
        requestText('GET /sign-in', 'Connection: Upgrade', `Upgrade: ${upgrade}`),
        { host: 'localhost' },
      )
      await client.hears(/^HTTP\/1\.1 200 [\s\S]*<\/html>/)
      client.socket.destroy()
    }
  },
)

test.describe('a process of its own', () => {
  let folder: string
  let server: EmbeddedServer
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'arqau-transport-'))
  })
  test.afterEach(async () => {
    await server.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  })

  test('5,000 abandoned upgrades and drips leave no descriptor open', anyWidth, async () => {
    test.setTimeout(180_000)
    server = await startEmbedded(folder)
    const open = () => readdirSync(`/proc/${server.pid}/fd`).length
    expect((await fetch(`${server.url}/sign-in`)).status).toBe(200)
    const before = open()
    const left: RawClient[] = []
    const kinds = [
      requestText('GET /', 'Connection: Upgrade', 'Upgrade: websocket'),
      requestText('GET /no-such-socket', 'Connection: Upgrade', 'Upgrade: websocket'),
      requestText('GET /api/v1/x', 'Connection: Upgrade', 'Upgrade: irc'),
      `${requestText('POST /api/v1/imports', 'Content-Length: 1000')}x`,
      `${requestText('PUT /', 'Content-Length: 1000')}x`,
    ]
    for (let hundred = 0; hundred < 50; hundred++)
      left.push(
        ...(await Promise.all(
          Array.from({ length: 100 }, (_, nth) =>
            rawClient(portOf(server.url), kinds[nth % kinds.length], { host: 'localhost' }),
          ),
        )),
      )
    expect(left).toHaveLength(5000)
    await expect.poll(open, { timeout: 90_000 }).toBeLessThanOrEqual(before)
    for (const { socket } of left) socket.destroy()
  })

  test(
    'a form that leads to another page does so behind a proxy at which TLS ends',
    anyWidth,
    async ({ browser }) => {
      test.setTimeout(120_000)
      const proxyPort = await freePort()
      const proxy = await startBalancer(
        {
          'x-forwarded-proto': 'https',
          'x-forwarded-host': `localhost:${proxyPort}`,
          'x-forwarded-port': '443',
        },
        proxyPort,
      )
      server = await startEmbedded(folder, { PUBLIC_URL: proxy.url, TRUSTED_PROXIES: '1' })
      proxy.add(server.url)
      await expect.poll(async () => (await fetch(`${proxy.url}/healthz`)).status).toBe(200)
      const context = await browser.newContext({ baseURL: proxy.url, locale: 'kk-KZ' })
      const page = await context.newPage()
      await page.goto('/sign-in')
      await page.getByLabel('Ұялы телефон нөмірі').fill(demoPhones.empty)
      await page.getByRole('button', { name: 'Код алу' }).click()
      await page.getByLabel('Алты цифрлы код').fill(await openDemoInbox(context, demoPhones.empty))
      const redirecting = page.waitForResponse((answer) => 'x-action-redirect' in answer.headers())
      await page.getByRole('button', { name: 'Кіру', exact: true }).click()
      const answer = await redirecting
      await expect(page).toHaveURL('/')
      expect(answer.headers()['content-type']).toContain('text/x-component')
      expect(server.output()).not.toMatch(/failed to (?:get redirect|forward action) response/)
      await context.close()
      proxy.stop()
    },
  )
})
