import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Linked } from '#i18n/describe/activity.ts'

type Target = NonNullable<Linked['link']>['to']

/** A sentence of the log, with the thing it names linked to its place in the portal. */
export function ActivitySentence({ sentence: { before, link, after } }: { sentence: Linked }) {
  if (!link) return before
  return (
    <>
      {before}
      <Place of={link.to}>{link.text}</Place>
      {after}
    </>
  )
}

function Place({ of: { kind, id }, children }: { of: Target; children: ReactNode }) {
  if (kind === 'complaint')
    return (
      <Link href={`/complaints/${id}`} prefetch={false}>
        {children}
      </Link>
    )
  const pages = { consent: '/consents', field: '/data', session: '/settings' } as const
  return (
    <Link href={`${pages[kind]}#${id}`} prefetch={false}>
      {children}
    </Link>
  )
}
