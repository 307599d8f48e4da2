import { anyWidth } from '#testing/browser/any-width.ts'
import { customerPages } from '#testing/browser/customer-pages.ts'
import { expect, test } from '#testing/browser/fixtures.ts'

test('every page says how it may be used', anyWidth, async ({ page, signIn }) => {
  await signIn('empty')
  for (const path of [
    ...customerPages,
    '/sign-in',
    '/policy',
    '/no-such-page',
    '/complaints/1/attachments/2/3',
  ]) {
    const answer = await page.goto(path)
    const headers = answer?.headers() ?? {}
    expect(headers['content-security-policy'], path).toMatch(
      /script-src 'nonce-[A-Za-z0-9+/=]{20,}' 'strict-dynamic';/,
    )
    expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy'], path).not.toMatch(/unsafe-(inline|eval)/)
    expect(headers, path).toMatchObject({
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('geolocation=()'),
      'cache-control': expect.stringContaining('no-store'),
    })
    expect(headers['x-powered-by'], path).toBeUndefined()
  }
})

test('what is no page may run nothing, even where a page stands in for it', anyWidth, async ({ request }) => {
  for (const path of ['/_next/no-such-file.js', '/_next/static/no-such-page', '/icon.svg']) {
    const headers = (await request.get(path)).headers()
    expect(headers['content-security-policy'], path).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(headers['x-content-type-options'], path).toBe('nosniff')
  }
})

test('a redirect of the framework itself has the headers of every answer', anyWidth, async ({ request }) => {
  for (const path of ['/sign-in/', '/a//b', '/_next/static/']) {
    const answer = await request.get(path, { maxRedirects: 0 })
    expect(answer.status(), path).toBe(308)
    expect(answer.headers(), path).toMatchObject({
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'x-content-type-options': 'nosniff',
    })
  }
})

test('what is text says how it is written', anyWidth, async ({ request }) => {
  const script = /\/_next\/static\/[^"]+\.js/.exec(await (await request.get('/sign-in')).text())?.[0] ?? ''
  const style = /\/_next\/static\/[^"]+\.css/.exec(await (await request.get('/sign-in')).text())?.[0] ?? ''
  for (const path of [
    ...['/sign-in', '/no-such-page', script, style, '/icon.svg', '/robots.txt', '/.well-known/security.txt'],
    ...['/complaints/1/attachments/2', '/looks/watch', '/healthz', '/readyz', '/%zz'],
  ]) {
    const type = (await request.get(path)).headers()['content-type']
    if (type) expect(type, path).toMatch(/^(text|image|application)\/[\w+]+; ?charset=utf-8$/i)
  }
})

test('no file of the source and no folder is served', anyWidth, async ({ request }) => {
  for (const path of [
    ...['/.git/config', '/.git/HEAD', '/.env', '/package.json', '/server.ts', '/db/schema/keys.ts', '/docs'],
    ...['/_next', '/_next/static', '/_next/static/chunks', '/api', '/app', '/node_modules/next/package.json'],
  ])
    expect((await request.get(path)).status(), path).toBe(404)
})

test('a nonce is never used twice', anyWidth, async ({ request }) => {
  const nonces = new Set<string>()
  for (let times = 0; times < 5; times++) {
    const policy = (await request.get('/sign-in')).headers()['content-security-policy'] ?? ''
    nonces.add(/nonce-([^']+)/.exec(policy)?.[1] ?? '')
  }
  expect(nonces.size).toBe(5)
})

test('nothing personal is shown to nobody', anyWidth, async ({ page, request }) => {
  for (const path of customerPages) {
    await page.goto(path)
    const back = path === '/' ? '' : `?${new URLSearchParams({ back: path })}`
    await expect(page, path).toHaveURL(`/sign-in${back}`)
    const answer = await request.get(path, { maxRedirects: 0 })
    expect(answer.status(), path).toBe(307)
    expect(await answer.text(), path).not.toContain('•')
  }
})

test('cookies are the server’s alone', anyWidth, async ({ page, newCustomer }) => {
  await newCustomer()
  await page.goto('/sign-in')
  await page.getByLabel('Ұялы телефон нөмірі').fill('+7 701 555 00 11')
  await page.getByRole('button', { name: 'Код алу' }).click()
  await expect(page.getByLabel('Алты цифрлы код')).toBeVisible()
  const cookies = await page.context().cookies()
  expect(cookies.map((cookie) => cookie.name)).toContain('arqau.browser')
  for (const cookie of cookies)
    expect(cookie, cookie.name).toMatchObject({
      httpOnly: true,
      sameSite: expect.stringMatching(/Lax|Strict/),
    })
})

test(
  'the browser’s API wants a signed-in customer and a page of this portal',
  anyWidth,
  async ({ page, signIn, request }) => {
    const decide = '/api/portal/consents/decide'
    const body = { json: { consent: 'marketing-sms', outcome: 'given', previousId: null } }
    const sameOrigin = { 'sec-fetch-site': 'same-origin' }
    expect((await request.post(decide, { data: body, headers: sameOrigin })).status()).toBe(401)

    await signIn('new')
    const own = page.context().request
    const foreign = await own.post(decide, { data: body, headers: { 'sec-fetch-site': 'cross-site' } })
    expect(foreign.status()).toBe(403)
    expect(await foreign.json()).toMatchObject({
      json: { message: 'Сұрау осы порталдан келмеді, сондықтан орындалмады.' },
    })
    expect((await own.post(decide, { data: body })).status()).toBe(403)
    expect((await own.post('/api/portal/no/such', { data: {}, headers: sameOrigin })).status()).toBe(404)
    expect((await own.get(decide, { headers: sameOrigin })).status()).toBe(405)
    expect((await own.post(decide, { data: body, headers: sameOrigin })).status()).toBe(200)
  },
)

test('the portal says where to report a hole and what it does with GPC', anyWidth, async ({ request }) => {
  const security = await request.get('/.well-known/security.txt')
  expect(security.headers()['content-type']).toContain('text/plain')
  const text = await security.text()
  expect(text).toMatch(/^Contact: mailto:\S+@\S+$/m)
  const expires = new Date(/^Expires: (.+)$/m.exec(text)?.[1] ?? '').getTime()
  expect(expires).toBeGreaterThan(Date.now())
  expect(expires).toBeLessThan(Date.now() + 366 * 24 * 3600 * 1000)
  const gpc = await request.get('/.well-known/gpc.json')
  expect(gpc.headers()['content-type']).toContain('application/json')
  expect(await gpc.json()).toEqual({ gpc: true, lastUpdate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) })
})
