import type { Linked } from '#i18n/describe/activity.ts'
import { hrefOf } from '../shell/hrefs.ts'
import { PortalLink } from '../shell/portal-link.tsx'

/** A sentence of the log. The subject that it names is a link to the subject's page. */
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
