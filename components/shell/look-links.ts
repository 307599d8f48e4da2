import type { LookPage } from '#domain/looks/schema.ts'
import { lookPages, pageHref } from './nav.ts'

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
  const complaint = /^\/complaints\/(?!new$)([\w-]+)$/.exec(path)?.[1]
  const page = complaint ? 'complaints' : lookPages.find((one) => path === pageHref(one))
  if (!page || !pages.includes(page)) return null
  return `${lookHref(lookId, page)}${complaint ? `/${complaint}` : ''}${rest}`
}
