import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProviderUnreachable } from '#gateways/staff-provider.ts'
import { deskPath } from './desk-path.ts'
import { onwardTo } from './onward.ts'
import { failureCodes, staffRefusal, thrownWithin } from './refusal.ts'
import { TokenRefused } from './token.ts'

describe('what failed', () => {
  /** As next-auth wraps: the error itself stands in `cause.err`. */
  const wrapped = (type: string, err?: Error) =>
    Object.assign(new Error('wrapped'), { type, cause: { err, provider: 'staff' } })
  const coded = Object.assign(new Error('signature'), { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' })

  it.each([
    [wrapped('CallbackRouteError', new ProviderUnreachable()), null, 'unreachable'],
    [new ProviderUnreachable(), null, 'unreachable'],
    [wrapped('AccessDenied', new TokenRefused('stale')), null, 'stale'],
    [wrapped('AccessDenied', new TokenRefused('token', coded)), null, 'token'],
    [wrapped('AccessDenied', new Error('the database is gone')), null, 'fault'],
    [wrapped('InvalidCheck', new Error('state')), 'access_denied', 'token'],
    [wrapped('OAuthCallbackError'), 'access_denied', 'cancelled'],
    [wrapped('OAuthCallbackError'), 'temporarily_unavailable', 'unreachable'],
    [wrapped('OAuthCallbackError'), 'invalid_scope', 'token'],
    [null, null, 'token'],
  ])('%s, the provider saying %s, is told as %s', (failure, said, refusal) => {
    expect(staffRefusal(failure, said)).toBe(refusal)
  })

  it('is logged by its codes, and a fault of the portal’s by itself', () => {
    expect(failureCodes(wrapped('AccessDenied', new TokenRefused('token', coded)))).toEqual([
      'AccessDenied',
      'TokenRefused',
      'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    ])
    const fault = new Error('the database is gone')
    expect(thrownWithin(wrapped('AccessDenied', fault))).toBe(fault)
  })
})

describe('the way after signing in', () => {
  it.each([
    ['/staff/looks?page=2', '/staff/looks?page=2'],
    ['/staff', '/staff'],
    ['/staff/no-role', '/staff/no-role'],
    ['/staff/./looks/../cases', '/staff/cases'],
    ['https://evil.example/staff', '/staff'],
    ['//evil.example/staff', '/staff'],
    [String.raw`/\evil.example/staff`, '/staff'],
    ['/staff/..//evil.example', '/staff'],
    ['/staff/%2e%2e//evil.example', '/staff'],
    ['\t//evil.example/staff', '/staff'],
    ['javascript:alert(1)', '/staff'],
    ['/stafford', '/staff'],
    ['/settings', '/staff'],
    ['/staff/sign-in/start?then=/staff', '/staff'],
    ['', '/staff'],
    [null, '/staff'],
  ])('%j leads to %s', (asked, path) => expect(deskPath(asked)).toBe(path))

  it('is a desk of this portal whatever was asked for', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.webPath(),
          fc.string(),
          fc.string().map((s) => `/staff${s}`),
        ),
        (asked) => {
          const led = new URL(`https://portal.example${deskPath(asked)}`)
          expect(led.origin).toBe('https://portal.example')
          expect(led.pathname).toMatch(/^\/staff(\/|$)/)
        },
      ),
    )
  })
})

it('the page that leads to the provider is made of text, whatever the address holds', async () => {
  const address = `https://id.bank.example/a'"><script>alert(1)</script>?state=1&nonce='"><script>`
  const page = await onwardTo(address, 'kk').text()
  expect(page).not.toMatch(/<script|['"]>[^<\n]*alert|&(?!#\d+;)/)
  const [href = ''] = /(?<=href=")[^"]*/.exec(page) ?? []
  const read = href.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
  expect(read).toBe(new URL(address).href)
})
