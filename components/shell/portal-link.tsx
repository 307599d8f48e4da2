import 'server-only'
import type { Route } from 'next'
import Link from 'next/link'
import { cache, type ReactNode } from 'react'
import { Button, type ButtonKind, buttonClass } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { type EnteredLook, hrefInLook } from './look-links.ts'

/** Kept for one request. */
const request = cache((): { look: EnteredLook | null } => ({ look: null }))

/** Draws the customer's pages, in this request, for who looks at them with leave. Said before any of them is drawn. */
export function enterLook(look: EnteredLook): void {
  request().look = look
}

/** Whether the page is drawn for who looks at it with leave. */
export const inLook = (): boolean => request().look !== null

/** Where a link of the portal leads for who looks: as it stands, or its like within the look; null for nowhere. */
export function hrefTo(href: string): string | null {
  const { look } = request()
  return look ? hrefInLook(look, href) : href
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
  if (!inLook())
    return (
      <Link {...rest} href={href} prefetch={false}>
        {children}
      </Link>
    )
  const target = hrefTo(href)
  return target === null ? (
    <span className="shut">{children}</span>
  ) : (
    <a {...rest} href={target}>
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
  if (!inLook())
    return (
      <ButtonLink href={href} kind={kind}>
        {children}
      </ButtonLink>
    )
  const target = hrefTo(href)
  return target === null ? (
    <Button kind={kind} disabled>
      {children}
    </Button>
  ) : (
    <a className={buttonClass(kind)} href={target}>
      {children}
    </a>
  )
}
