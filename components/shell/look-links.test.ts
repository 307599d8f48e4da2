import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hrefInLook } from './look-links.ts'
import { lookPages } from './nav.ts'

const all = { lookId: 'l-1', pages: lookPages }
const two = { lookId: 'l-1', pages: ['consents', 'complaints'] } as const

describe('a link within a look', () => {
  it.each([
    ['/', '/staff/view/l-1/overview'],
    ['/data', '/staff/view/l-1/data'],
    ['/data?category=payments#phone', '/staff/view/l-1/data?category=payments#phone'],
    ['/consents#marketing-sms', '/staff/view/l-1/consents#marketing-sms'],
    [
      '/recipients?recipient=x&period=all#disclosures',
      '/staff/view/l-1/recipients?recipient=x&period=all#disclosures',
    ],
    ['/complaints', '/staff/view/l-1/complaints'],
    ['/complaints/0198-7c', '/staff/view/l-1/complaints/0198-7c'],
    ['/requests/0198-7c', '/staff/view/l-1/requests/0198-7c'],
    ['/activity?kind=data', '/staff/view/l-1/activity?kind=data'],
    ['/settings#0198', '/staff/view/l-1/settings#0198'],
  ])('the link %s leads to %s', (href, target) => {
    expect(hrefInLook(all, href)).toBe(target)
  })

  it.each([
    '/complaints/new',
    '/complaints/new?field=phone',
    '/requests/new?kind=correction&about=field%3Aphone',
    '/complaints/0198/attachments/0199',
    '/receipts/0198',
    '/policy',
    '/policy/2#changes',
    '/about',
    '/sign-in',
    '/staff/customers',
    'https://example.kz/data',
    '//example.kz/data',
  ])('the link %s leads nowhere', (href) => {
    expect(hrefInLook(all, href)).toBeNull()
  })

  it('a link leads nowhere from a page that was not granted', () => {
    expect(hrefInLook(two, '/data')).toBeNull()
    expect(hrefInLook(two, '/')).toBeNull()
    expect(hrefInLook(two, '/consents')).toBe('/staff/view/l-1/consents')
    expect(hrefInLook({ ...two, pages: [] }, '/complaints/0198')).toBeNull()
  })

  it('a link never leaves the look, whatever the address', () => {
    const address = fc.oneof(
      fc.webPath(),
      fc.webUrl(),
      fc.string(),
      fc.constantFrom('/data', '/', '/complaints/').chain((start) => fc.string().map((end) => start + end)),
    )
    fc.assert(
      fc.property(address, fc.subarray([...lookPages]), (href, pages) => {
        const found = hrefInLook({ lookId: 'l-1', pages }, href)
        if (found === null) return
        const { origin, pathname } = new URL(found, 'https://arqau.example')
        expect(origin).toBe('https://arqau.example')
        expect(pages).toContain(/^\/staff\/view\/l-1\/([a-z]+)(\/[\w-]+)?$/.exec(pathname)?.[1])
      }),
      { numRuns: 500 },
    )
  })
})
