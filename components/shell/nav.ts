import type { Route } from 'next'
import type { LookPage } from '#domain/looks/schema.ts'

/** A page of the customer's menu. */
export type CustomerPage = LookPage | 'automated-decisions' | 'copies' | 'policy'

interface NavEntry {
  href: Route
  /**
   * `main`: in the first group of the rail and in the bottom bar; `next`: in the first group and in the menu; `more`: in the
   * second group and in the menu.
   */
  part: 'main' | 'next' | 'more'
  /** Whether a look can open the page. */
  inLook: boolean
  /** Whether the page of one row stands below it, such as `/complaints/…`. */
  hasRows?: true
}

/** The customer's menu, in its order: the one list of its pages, for the customer and for a look. */
const nav = {
  overview: { href: '/', part: 'main', inLook: true },
  data: { href: '/data', part: 'main', inLook: true },
  consents: { href: '/consents', part: 'main', inLook: true },
  recipients: { href: '/recipients', part: 'main', inLook: true },
  requests: { href: '/requests', part: 'main', inLook: true, hasRows: true },
  complaints: { href: '/complaints', part: 'next', inLook: true, hasRows: true },
  activity: { href: '/activity', part: 'more', inLook: true },
  'automated-decisions': { href: '/automated-decisions', part: 'more', inLook: false },
  copies: { href: '/copies', part: 'more', inLook: false, hasRows: true },
  policy: { href: '/policy', part: 'more', inLook: false },
  settings: { href: '/settings', part: 'more', inLook: true },
} as const satisfies {
  [Page in CustomerPage]: NavEntry & { inLook: Page extends LookPage ? true : false }
}

type MainPage = {
  [Page in CustomerPage]: (typeof nav)[Page]['part'] extends 'main' ? Page : never
}[CustomerPage]

const isPage = (name: string): name is CustomerPage => Object.hasOwn(nav, name)
export const customerPages = Object.keys(nav).filter(isPage)
export const isMain = (page: CustomerPage): page is MainPage => nav[page].part === 'main'
export const isFirst = (page: CustomerPage): boolean => nav[page].part !== 'more'
/** The pages that a look can open. */
export const lookPages = customerPages.filter((page): page is LookPage => nav[page].inLook)
export const pageHref = (page: CustomerPage) => nav[page].href
export const hasRows = (page: CustomerPage): boolean => 'hasRows' in nav[page]
