import type { ReactNode } from 'react'
import type { About } from '#domain/cases/schema.ts'
import type { RequestKind } from '#domain/requests/schema.ts'
import { aboutOption } from '#i18n/about-option.ts'
import { newRequestPath } from './hrefs.ts'
import { inLook, PortalLink } from './portal-link.tsx'

/** Links in a sentence, by their kinds, that lead to a request about something; null in a look, where nobody asks. */
export function requestLinks<Kind extends RequestKind>(
  about: About,
  kinds: readonly Kind[],
): Record<Kind, (text: ReactNode) => ReactNode> | null {
  if (inLook()) return null
  const linkTo = (kind: Kind) => (text: ReactNode) => (
    <PortalLink key={kind} href={newRequestPath(kind, aboutOption(about))}>
      {text}
    </PortalLink>
  )
  return Object.fromEntries(kinds.map((kind) => [kind, linkTo(kind)])) as Record<
    Kind,
    (text: ReactNode) => ReactNode
  >
}

/** A link to a request for information about a recipient, and of what it was given once; nothing in a look. */
export function AskAbout({
  recipient,
  disclosure,
  label,
  children,
}: {
  recipient: string
  disclosure?: string
  label: string
  children: ReactNode
}) {
  if (inLook()) return null
  const about = aboutOption({ kind: 'recipient', id: recipient })
  return (
    <PortalLink href={newRequestPath('information', about, disclosure)} aria-label={label}>
      {children}
    </PortalLink>
  )
}
