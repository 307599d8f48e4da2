import 'server-only'
import type { Route } from 'next'
import Link from 'next/link'
import { cache, type ReactNode } from 'react'
import { Button, type ButtonKind, buttonClass } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { type EnteredLook, hrefInLook } from './look-links.ts'

/** Kept for one request. */
const request = cache((): { look: EnteredLook | null } => ({ look: null }))

/**
 * Has the customer's pages drawn as a look shows them, in this request: their links stay in the look. Called before
 * any of them is drawn; without it there is no frame for them.
 */
export function enterLook(look: EnteredLook): void {
  request().look = look
}

/** Whether the page is drawn in a look. */
export const inLook = (): boolean => request().look !== null

/** The look in which the page is drawn. @throws Error outside of one */
export function enteredLook(): EnteredLook {
  const { look } = request()
  if (!look) throw new Error('a look is entered before its pages are drawn')
  return look
}

/** Where a link of the portal leads: as it is, or, in a look, to the same page in the look; null for nowhere. */
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
