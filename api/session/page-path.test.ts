import { globSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pagePath, signInPath } from './page-path.ts'

const id = '0199aa00-0000-7000-8000-000000000001'
const pages = globSync('app/(customer)/**/{page.tsx,route.ts}').map(
  (file) =>
    file
      .replace('app/(customer)', '')
      .replace(/\/(page\.tsx|route\.ts)$/, '')
      .replaceAll(/\[\w+\]/g, id) || '/',
)

it('every page of the customer can be returned to', () => {
  expect(pages.length).toBeGreaterThan(10)
  for (const page of pages.filter((path) => !/\/(attachments|watch)/.test(path)))
    expect(pagePath(page), page).toBe(page)
})

it.each([
  ['/complaints/new?about=consent:marketing-sms', '/complaints/new?about=consent%3Amarketing-sms'],
  ['/data?q=%D2%9B%D0%B0%D0%B7', '/data?q=%D2%9B%D0%B0%D0%B7'],
  ['/activity?page=2&_rsc=1a2b3', '/activity?page=2'],
  [`/looks/${id}?_rsc=1a2b3`, `/looks/${id}`],
  ['/data?q=%0d%0aset-cookie:a', '/data'],
  ['/data?q=%00', '/data'],
  ['//evil.example', '/'],
  ['///evil.example', '/'],
  [String.raw`/\evil.example`, '/'],
  [String.raw`\\evil.example`, '/'],
  ['/%2f%2fevil.example', '/'],
  ['/%5cevil.example', '/'],
  ['/data/..//evil.example', '/'],
  ['/data/%2e%2e/%2e%2e//evil.example', '/'],
  ['/data//evil.example', '/'],
  ['/data@evil.example', '/'],
  ['/.evil.example', '/'],
  ['https://evil.example/data', '/'],
  ['//user:pw@evil.example/data', '/'],
  ['javascript:alert(1)', '/'],
  ['data:text/html,x', '/'],
  ['/\t/evil.example', '/'],
  ['\n/data', '/'],
  ['/data\n', '/'],
  ['/data\r\nlocation: //evil.example', '/'],
  ['/data#//evil.example', '/'],
  ['/database', '/'],
  ['/sign-in?back=/data', '/'],
  ['/sign-out', '/'],
  ['/staff/looks', '/'],
  ['/api/portal/profile/endSession', '/'],
  ['/complaints/a/attachments/b/c', '/'],
  [`/data?q=${'a'.repeat(601)}`, '/'],
  ['', '/'],
  [null, '/'],
  [undefined, '/'],
  [['/data', '/consents'], '/'],
])('a sign-in that was asked for by %j leads to %s', (asked, path) => expect(pagePath(asked)).toBe(path))

it('a sign-in leads to a page of this portal, whatever was asked for, and says it once', () => {
  const anything = fc.oneof(
    fc.webUrl(),
    fc.webPath(),
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom(...String.raw`/\.:@?#%&=25cfFd0aA`, '\t', '\r', '\n', '\0', 'ә', '\u2028'),
    }),
    fc
      .tuple(fc.constantFrom('/data', '/complaints', '/', '/looks/'), fc.string({ unit: 'binary' }))
      .map((two) => two.join('')),
  )
  fc.assert(
    fc.property(anything, (asked) => {
      const path = pagePath(asked)
      const led = new URL(path, 'https://portal.example')
      expect(led.origin).toBe('https://portal.example')
      expect(led.pathname + led.search, 'no browser reads it otherwise').toBe(path)
      expect(path).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/)
      expect(decodeURIComponent(led.search.replaceAll('+', ' '))).not.toMatch(/\p{Cc}/u)
      expect(pagePath(path), 'it is settled').toBe(path)
    }),
    { numRuns: 2000 },
  )
})

it('the address of the sign-in names the page, and the overview needs no naming', () => {
  expect(signInPath('/complaints/new?about=consent:marketing-sms')).toBe(
    '/sign-in?back=%2Fcomplaints%2Fnew%3Fabout%3Dconsent%253Amarketing-sms',
  )
  for (const none of [null, '/', '/sign-in', '//evil.example']) expect(signInPath(none)).toBe('/sign-in')
})
