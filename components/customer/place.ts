import type { Route } from 'next'

/** The page on which the portal shows a thing. */
export function placeOf({ kind, id }: { kind: PlaceKind; id: string }): Route<`/complaints/${string}`> {
  switch (kind) {
    case 'complaint':
      return `/complaints/${id}`
    case 'consent':
      return `/consents#${id}`
    case 'field':
      return `/data?field=${id}`
    case 'recipient':
      return `/recipients#${id}`
    case 'session':
      return `/settings#${id}`
  }
}

type PlaceKind = 'complaint' | 'consent' | 'field' | 'recipient' | 'session'
