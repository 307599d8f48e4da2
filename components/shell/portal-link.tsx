import 'server-only'
import type { Route } from 'next'
import Link from 'next/link'
import { cache, type ReactNode } from 'react'
import { Button, type ButtonKind, buttonClass } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { type EnteredLook, hrefInLook } from './look-links.ts'

/** The look of this request. */
const request = cache((): { look: EnteredLook | null } => ({ look: null }))

/**
 * Makes this request draw the customer's pages as a look shows them: their links stay in the look. It must be called
 * before any of them is drawn; the frame of a look throws without it.
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

/** The address of a link; in a look, that of the same page there, or null if the look cannot open it. */
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
 * A link of the customer's pages. It is never prefetched, because opening a page with personal data is logged. In a look
 * every page is loaded anew, so that the browser has nothing to go back to once the look has ended.
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

/** A PortalLink that looks like a button. Without an address it is disabled. */
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
