/** The pages of the portal that a look can open, in the order in which they are offered. */
export const borrowablePages = [
  'overview',
  'data',
  'consents',
  'recipients',
  'complaints',
  'activity',
  'settings',
] as const
export type BorrowablePage = (typeof borrowablePages)[number]

/** Id of the sentence that says why nothing on a borrowed page can be used. */
export const borrowedNoteId = 'borrowed'

/** A look under way: where its pages stand, and which of them may be opened. */
export interface Borrowed {
  lookId: string
  pages: readonly string[]
}

/** Where a page stands within a look. */
export const borrowedPath = (lookId: string, page: BorrowablePage): string => `/staff/view/${lookId}/${page}`

/**
 * Where a link of the customer's portal leads within a look: the same page there, its filters and its place kept.
 * Null for what the look does not open: pages that were not granted, filing, receipts, files, pages open to anyone.
 * @param href as the customer's own page has it, such as `/data?category=payments#phone`.
 */
export function wayWithin({ lookId, pages }: Borrowed, href: string): string | null {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/.exec(href) ?? []
  const complaint = /^\/complaints\/(?!new$)([\w-]+)$/.exec(path)?.[1]
  const page = complaint ? 'complaints' : borrowablePages.find((one) => path === ownPath(one))
  if (!page || !pages.includes(page)) return null
  return `${borrowedPath(lookId, page)}${complaint ? `/${complaint}` : ''}${rest}`
}

const ownPath = (page: BorrowablePage): string => (page === 'overview' ? '/' : `/${page}`)
