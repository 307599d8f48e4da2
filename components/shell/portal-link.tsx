import 'server-only'
import type { Route } from 'next'
import Link from 'next/link'
import { cache, type ReactNode } from 'react'
import { Button, type ButtonKind, buttonClass } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { type Borrowed, wayWithin } from './look-links.ts'

/** Kept for one request. */
const request = cache((): { look: Borrowed | null } => ({ look: null }))

/** Draws the customer's pages, in this request, for who looks at them with leave. Said before any of them is drawn. */
export function borrow(look: Borrowed): void {
  request().look = look
}

/** Whether the page is drawn for who looks at it with leave. */
export const isBorrowed = (): boolean => request().look !== null

/** Where a link of the portal leads for who looks: as it stands, or its like within the look; null for nowhere. */
export function wayTo(href: string): string | null {
  const { look } = request()
  return look ? wayWithin(look, href) : href
}

type PortalLinkProps<Path extends string> = {
  href: Route<Path>
  className?: string
  'aria-label'?: string
  children: ReactNode
}

/**
 * A link of the customer's pages. Never prefetched: a look at personal data is logged when it happens. Within a look
 * every page is asked for anew, so that nothing can be gone back to once the look has ended.
 */
export function PortalLink<Path extends string>({ href, children, ...rest }: PortalLinkProps<Path>) {
  if (!isBorrowed())
    return (
      <Link {...rest} href={href} prefetch={false}>
        {children}
      </Link>
    )
  const way = wayTo(href)
  return way === null ? (
    <span className="shut">{children}</span>
  ) : (
    <a {...rest} href={way}>
      {children}
    </a>
  )
}

type PortalButtonProps<Path extends string> = {
  href: Route<Path>
  kind?: ButtonKind
  children: ReactNode
}

/** The same that looks like a button; one that leads nowhere is disabled. */
export function PortalButton<Path extends string>({
  href,
  kind = 'plain',
  children,
}: PortalButtonProps<Path>) {
  if (!isBorrowed())
    return (
      <ButtonLink href={href} kind={kind}>
        {children}
      </ButtonLink>
    )
  const way = wayTo(href)
  return way === null ? (
    <Button kind={kind} disabled>
      {children}
    </Button>
  ) : (
    <a className={buttonClass(kind)} href={way}>
      {children}
    </a>
  )
}
