import type { Route } from 'next'

/** The page on which the portal shows a thing. */
export function placeOf({
  kind,
  id,
}: {
  kind: PlaceKind
  id: string
}): Route<`/complaints/${string}`> | Route<`/looks/${string}`> {
  switch (kind) {
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

type PlaceKind = 'complaint' | 'consent' | 'field' | 'look' | 'recipient' | 'session'
