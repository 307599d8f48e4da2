/** The pages of the portal that a look can open, in the order in which they are offered. */
export const lookPages = [
  'overview',
  'data',
  'consents',
  'recipients',
  'complaints',
  'activity',
  'settings',
] as const
export type LookPage = (typeof lookPages)[number]

/** Id of the sentence that says why nothing on a page in a look can be used. */
export const lookNoteId = 'look-note'

/** A look under way: where its pages stand, and which of them may be opened. */
export interface EnteredLook {
  lookId: string
  pages: readonly string[]
}

/** Where a page stands within a look. */
export const lookHref = (lookId: string, page: LookPage): string => `/staff/view/${lookId}/${page}`

/**
 * Where a link of the customer's portal leads within a look: the same page there, its filters and its place kept.
 * Null for what the look does not open: pages that were not granted, filing, receipts, files, pages open to anyone.
 * @param href as the customer's own page has it, such as `/data?category=payments#phone`.
 */
export function hrefInLook({ lookId, pages }: EnteredLook, href: string): string | null {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/.exec(href) ?? []
  const complaint = /^\/complaints\/(?!new$)([\w-]+)$/.exec(path)?.[1]
  const page = complaint ? 'complaints' : lookPages.find((one) => path === ownPath(one))
  if (!page || !pages.includes(page)) return null
  return `${lookHref(lookId, page)}${complaint ? `/${complaint}` : ''}${rest}`
}

const ownPath = (page: LookPage): string => (page === 'overview' ? '/' : `/${page}`)
