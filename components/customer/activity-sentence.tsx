import Link from 'next/link'
import type { Linked } from '#i18n/describe/activity.ts'
import { placeOf } from './place.ts'

/** A sentence of the log, with the thing it names linked to its place in the portal. */
export function ActivitySentence({ sentence: { before, link, after } }: { sentence: Linked }) {
  if (!link) return before
  return (
    <>
      {before}
      <Link href={placeOf(link.to)} prefetch={false}>
        {link.text}
      </Link>
      {after}
    </>
  )
}
