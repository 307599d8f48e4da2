import type { Route } from 'next'

interface Subject {
  kind:
    | 'automated-decision'
    | 'complaint'
    | 'consent'
    | 'field'
    | 'look'
    | 'recipient'
    | 'request'
    | 'session'
  id: string
}

/** The address of the customer's page that shows a subject. */
export function hrefOf({
  kind,
  id,
}: Subject): Route<`/complaints/${string}`> | Route<`/looks/${string}`> | Route<`/requests/${string}`> {
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
    case 'request':
      return `/requests/${id}`
    case 'session':
      return `/settings#${id}`
  }
}

/** The address of the staff's page of a complaint. */
export const deskHref = (reference: string) => `/staff/cases/${encodeURIComponent(reference)}` as const

/**
 * The address of the form for a request of a kind, by which its result is found again where a signed-out customer sent it
 * without script. @param about what it is about, as forms hold it
 * @param disclosure the disclosure of which its text begins to speak
 */
export function newRequestPath(
  kind: string,
  about?: string | null,
  disclosure?: string,
): Route<`/requests/new?${string}`> {
  return `/requests/new?${new URLSearchParams({ kind, ...(about && { about }), ...(disclosure && { disclosure }) })}`
}
