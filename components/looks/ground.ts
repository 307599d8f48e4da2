import type { Route } from 'next'
import type { LookView } from '#domain/looks/schema.ts'

type Grounded = Pick<LookView, 'complaint' | 'request'>

/** What a look is about. */
export function groundOf({ complaint, request }: Grounded): 'complaint' | 'request' | 'contact' {
  if (complaint) return 'complaint'
  return request ? 'request' : 'contact'
}

/** The customer's page of what a look is about. */
export function groundHref({
  complaint,
  request,
}: Grounded): Route<`/complaints/${string}`> | Route<`/requests/${string}`> | '/activity?kind=contacts' {
  if (complaint) return `/complaints/${complaint.id}`
  return request ? `/requests/${request.id}` : '/activity?kind=contacts'
}
