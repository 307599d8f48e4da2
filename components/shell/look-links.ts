import type { LookPage } from '#domain/looks/schema.ts'
import { hasRows, lookPages, pageHref } from './nav.ts'

/** The running look and the pages it may open. */
export interface EnteredLook {
  lookId: string
  pages: readonly LookPage[]
}

/** The address of a page in a look. */
export const lookHref = (lookId: string, page: LookPage): string => `/staff/view/${lookId}/${page}`

/**
 * Where a link of the customer's portal leads within a look: the same page there, with its filters and its anchor.
 * Null for what the look does not open: pages that were not granted, filing, receipts, files, pages open to anyone.
 * @param href as the customer's own page has it, such as `/data?category=payments#phone`.
 */
export function hrefInLook({ lookId, pages }: EnteredLook, href: string): string | null {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/.exec(href) ?? []
  const page = lookPages.find((one) => path === pageHref(one) || (hasRows(one) && rowIn(one, path)))
  if (!page || !pages.includes(page)) return null
  const row = rowIn(page, path)
  return `${lookHref(lookId, page)}${row ? `/${row}` : ''}${rest}`
}

/** The row that an address below a page names, or its certificate; the form for a new one is no row. */
const rowIn = (page: LookPage, path: string): string | undefined => {
  const below = path.startsWith(`${pageHref(page)}/`) ? path.slice(pageHref(page).length + 1) : ''
  return /^(?!new$)[\w-]+(?:\/certificate)?$/.exec(below)?.[0]
}
