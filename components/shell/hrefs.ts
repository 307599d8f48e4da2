import type { Route } from 'next'

interface Subject {
  kind: 'automated-decision' | 'complaint' | 'consent' | 'field' | 'look' | 'recipient' | 'session'
  id: string
}

/** The address of the customer's page that shows a subject. */
export function hrefOf({ kind, id }: Subject): Route<`/complaints/${string}`> | Route<`/looks/${string}`> {
  switch (kind) {
    case 'automated-decision':
      return '/automated-decisions'
    case 'complaint':
      return `/complaints/${id}`
    case 'consent':
      return `/consents#${id}`
    case 'field':
      return `/data?field=${id}`
    case 'look':
      return `/looks/${id}`
    case 'recipient':
      return `/recipients#${id}`
    case 'session':
      return `/settings#${id}`
  }
}

/** The address of the staff's page of a complaint. */
export const deskHref = (reference: string) => `/staff/complaints/${encodeURIComponent(reference)}` as const
