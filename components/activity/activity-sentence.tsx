import type { Linked } from '#i18n/describe/activity.ts'
import { hrefOf } from '../shell/hrefs.ts'
import { PortalLink } from '../shell/portal-link.tsx'

/** A sentence of the log, with the thing it names linked to its place in the portal. */
export function ActivitySentence({ sentence: { before, link, after } }: { sentence: Linked }) {
  if (!link) return before
  return (
    <>
      {before}
      <PortalLink href={hrefOf(link.to)}>{link.text}</PortalLink>
      {after}
    </>
  )
}
